import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Drift, Happened } from '../../../src/domain/drift.ts';
import { asStale, fresh, type Encryption } from '../../../src/domain/encryption.ts';
import type { StateChange } from '../../../src/domain/stateChange.ts';
import { driftOf, filterOf, type AccountView } from '../../../src/inventory/accountView.ts';
import { changeOf } from '../../support/histories.ts';
import { as, stock } from '../../support/inventories.ts';
import { accountView, instanceCalled } from '../../support/named.ts';

const CONTRADICTION: Encryption = fresh({
  state: 'unknown',
  reason: { category: 'contradicting-evidence', message: '' },
});
const FAILED: Encryption = fresh({ state: 'unknown', reason: { category: 'network', message: '' } });
const instance = instanceCalled('orders');

/** An account in which this happened to the instance. */
function accountIn(change: Partial<StateChange>, drift?: Drift): AccountView {
  return accountView({ changes: new Map([[instance.id, { ...changeOf(change), ...(drift && { drift }) }]]) });
}

const worse = accountIn({ from: 'on', to: 'off' }, 'no-longer-encrypted');
const found = (account: AccountView, encryption: Encryption) => driftOf(account, { instance, encryption });

describe('the drift of an instance', () => {
  test('stays until the state is another one, and through failures', () => {
    assert.equal(found(worse, as('off')), 'no-longer-encrypted');
    assert.equal(found(worse, asStale(as('off'))), 'no-longer-encrypted');
    assert.equal(found(worse, FAILED), 'no-longer-encrypted');
    assert.equal(found(worse, as('on')), undefined);
    assert.equal(found(accountView(), as('off')), undefined);
  });

  test('a contradiction is told by the reading itself, and by the history when a reading fails', () => {
    assert.equal(found(accountView(), CONTRADICTION), 'contradicting-evidence');
    const account = accountIn({ from: 'on', to: 'contradicting' }, 'contradicting-evidence');
    assert.equal(found(account, FAILED), 'contradicting-evidence');
    assert.equal(found(account, as('on')), undefined);
  });

  test('a key is in trouble as it is now, which is less than no encryption', () => {
    const evidence = { source: 'status-call', seenAt: '2026-01-01T00:00:00Z', keyId: 'k-1' } as const;
    const keyTroubles = new Map([['cn-hangzhou/k-1', 'disabled']] as const);
    assert.equal(found(accountView({ keyTroubles }), fresh({ state: 'on', evidence })), 'key-in-trouble');
    const account = { ...accountIn({ from: 'on', to: 'partial' }, 'no-longer-encrypted'), keyTroubles };
    assert.equal(found(account, fresh({ state: 'partial', evidence })), 'no-longer-encrypted');
  });

  test('is what a filter finds, as is when it changed', () => {
    const record = { instance, encryption: as('off') };
    const now = Date.parse(changeOf({}).at);
    const finds = (account: AccountView, filter: object) =>
      filterOf({ account: () => account }, { text: '', states: [], ...filter }, now)(record);
    assert.ok(finds(worse, { text: 'drift production' }));
    assert.ok(finds(worse, { changed: 'week' }));
    assert.ok(!finds(accountView(), { marks: ['drift'] }));
    assert.ok(!finds(accountView(), { changed: 'week' }));
  });
});

test('instances are told as changed when their drift is another, or a filter may look for it', () => {
  const shelf = stock({ id: 'prod', regions: ['r-1'], instances: 2 });
  const { inventory } = shelf;
  const set = (change: Happened) => {
    shelf.told();
    inventory.setChanges('prod', new Map([['rm-prod-1', change]]));
    return shelf.told();
  };
  const one = [{ kind: 'instances', accountId: 'prod', instanceIds: ['rm-prod-1'] }];
  const on = changeOf({ from: 'off', to: 'on' });
  assert.deepEqual(set(on), []);
  assert.deepEqual(set({ ...changeOf({ from: 'on', to: 'off' }), drift: 'no-longer-encrypted' }), one);
  assert.deepEqual(set(on), one);
  inventory.attention.favored = () => false;
  assert.deepEqual(set(on), []);
  assert.deepEqual(set({ ...on, at: '2026-11-29T00:00:00Z' }), one);
});
