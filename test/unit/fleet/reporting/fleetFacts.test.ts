import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { DoneChange } from '../../../../src/files/journalIndex.ts';
import { fleetFacts } from '../../../../src/fleet/reporting/fleetFacts.ts';
import { read, stock, type Stock } from '../../../support/inventories.ts';

function fleet(): Stock {
  const shelves = stock(
    { id: 'prod', regions: ['cn-hangzhou'], instances: 2 },
    { id: 'live', provider: 'huawei', regions: ['cn-north-4'], instances: 1 },
  );
  read(shelves, 'prod', 1, 'on');
  return shelves;
}

function changeOf(change: 'enable' | 'disable', result: 'accepted' | 'already-enabled', keyId?: string) {
  const intent = { change, ...(keyId && { keyId }) };
  return new Map([
    ['alibaba/cn-hangzhou/rm-prod-1', { intent, outcome: { result } } as unknown as DoneChange],
  ]);
}

describe('what a policy is held against', () => {
  test('is each database once, with its state, and each account', () => {
    const { accounts, subjects } = fleetFacts(fleet().inventory, new Map());
    assert.deepEqual(accounts, [
      { provider: 'alibaba', id: 'prod', isComplete: true },
      { provider: 'huawei', id: 'live', isComplete: true },
    ]);
    assert.deepEqual(
      subjects.map(({ instance, encryption }) => `${instance.id} ${encryption.state}`),
      ['rm-prod-1 on', 'rm-prod-2 unknown', 'rm-live-1 unknown'],
    );
  });

  test('an account that was read in part cannot tell what is not there', () => {
    const { inventory } = fleet();
    inventory.updateAccount('live', { state: 'problem', reason: { category: 'network', message: '' } });
    const closed = new Map([['cn-hangzhou', { category: 'permission', message: '' } as const]]);
    inventory.updateAccount('prod', { regionReasons: closed });
    const { accounts } = fleetFacts(inventory, new Map());
    assert.deepEqual(
      accounts.map(({ isComplete }) => isComplete),
      [false, false],
    );
  });

  test('the key is known from a change of ours that took effect, and from nothing else', () => {
    const keyAfter = (done: ReadonlyMap<string, DoneChange>) =>
      fleetFacts(fleet().inventory, done).subjects[0]?.known?.key;
    assert.deepEqual(keyAfter(changeOf('enable', 'accepted', 'k-1')), { kind: 'customer', id: 'k-1' });
    assert.deepEqual(keyAfter(changeOf('enable', 'accepted')), { kind: 'service' });
    assert.equal(keyAfter(changeOf('enable', 'already-enabled', 'k-1')), undefined);
    assert.equal(keyAfter(changeOf('disable', 'accepted')), undefined);
    assert.equal(keyAfter(new Map()), undefined);
  });

  test('no cloud of today tells of the log’s backups', () => {
    const { subjects } = fleetFacts(fleet().inventory, new Map());
    assert.deepEqual(
      subjects.map(({ known }) => known?.coversLogs),
      [false, false, false],
    );
  });
});
