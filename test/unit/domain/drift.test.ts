import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { driftIn, driftOf, NEW_FOR, type Drift, type Drifting } from '../../../src/domain/drift.ts';
import { asStale, fresh, type Encryption } from '../../../src/domain/encryption.ts';
import { recordedState, type StateChange } from '../../../src/domain/stateChange.ts';
import { changeOf } from '../../support/histories.ts';
import { as } from '../../support/inventories.ts';

const NOW = Date.parse('2026-11-28T11:00:00Z');
const CONTRADICTION: Encryption = fresh({
  state: 'unknown',
  reason: { category: 'contradicting-evidence', message: '' },
});
const FAILED: Encryption = fresh({ state: 'unknown', reason: { category: 'network', message: '' } });

describe('what a change amounts to', () => {
  const cases: readonly [Partial<StateChange>, Drift | undefined, Drift | undefined][] = [
    // What changed, where the switch goes both ways, and where it goes one way only.
    [{ from: 'on', to: 'off' }, 'no-longer-encrypted', 'contradicting-evidence'],
    [{ from: 'on', to: 'partial' }, 'no-longer-encrypted', 'contradicting-evidence'],
    [{ from: 'on', to: 'off', by: 'unknown' }, 'no-longer-encrypted', 'contradicting-evidence'],
    [{ from: 'on', to: 'off', by: 'us' }, undefined, 'contradicting-evidence'],
    [{ from: 'partial', to: 'off' }, 'no-longer-encrypted', 'no-longer-encrypted'],
    // Accepted, but never seen to be so.
    [{ from: 'awaited', to: 'off' }, undefined, 'contradicting-evidence'],
    [{ from: 'on', to: 'contradicting' }, 'contradicting-evidence', 'contradicting-evidence'],
    [{ to: 'contradicting' }, 'contradicting-evidence', 'contradicting-evidence'],
    [{ from: 'off', to: 'partial' }, undefined, undefined],
    [{ from: 'off', to: 'on' }, undefined, undefined],
    [{ from: 'on', to: 'unsupported' }, undefined, undefined],
    [{ from: 'on', to: 'gone' }, undefined, undefined],
    [{ to: 'off' }, undefined, undefined],
    [{ to: 'off', isNew: true }, 'new-not-encrypted', 'new-not-encrypted'],
    [{ to: 'partial', isNew: true }, 'new-not-encrypted', 'new-not-encrypted'],
    [{ to: 'on', isNew: true }, undefined, undefined],
    [{ from: 'on', to: 'on', keyTrouble: 'to-be-deleted' }, 'key-in-trouble', 'key-in-trouble'],
    [{ to: 'on', keyTrouble: 'disabled' }, 'key-in-trouble', 'key-in-trouble'],
  ];
  for (const [change, bothWays, oneWay] of cases) {
    test(JSON.stringify(change), () => {
      assert.equal(driftIn(changeOf(change), false), bothWays);
      assert.equal(driftIn(changeOf(change), true), oneWay);
    });
  }
});

describe('the drift of an instance', () => {
  const worse = changeOf({ from: 'on', to: 'off' });
  const found = (seen: Partial<Drifting>) =>
    driftOf({ encryption: as('off'), isOneWay: false, now: NOW, ...seen });

  test('stays until the state is another one, and through failures', () => {
    assert.equal(found({ change: worse }), 'no-longer-encrypted');
    assert.equal(found({ change: worse, encryption: asStale(as('off')) }), 'no-longer-encrypted');
    assert.equal(found({ change: worse, encryption: FAILED }), 'no-longer-encrypted');
    assert.equal(found({ change: worse, encryption: as('on') }), undefined);
    assert.equal(found({}), undefined);
  });

  test('a contradiction is told by the reading itself, and by the history when a reading fails', () => {
    assert.equal(found({ encryption: CONTRADICTION }), 'contradicting-evidence');
    const change = changeOf({ from: 'on', to: 'contradicting' });
    assert.equal(found({ change, encryption: FAILED }), 'contradicting-evidence');
    assert.equal(found({ change, encryption: as('on') }), undefined);
  });

  test('an instance is new for a while', () => {
    const change = changeOf({ to: 'off', isNew: true });
    const age = (milliseconds: number) => Date.parse(change.at) + milliseconds;
    assert.equal(found({ change, now: age(NEW_FOR) }), 'new-not-encrypted');
    assert.equal(found({ change, now: age(NEW_FOR + 1) }), undefined);
    assert.equal(found({ change: worse, now: age(NEW_FOR + 1) }), 'no-longer-encrypted');
  });

  test('a key is in trouble as it is now', () => {
    const change = changeOf({ from: 'on', to: 'on', keyTrouble: 'disabled' });
    assert.equal(found({ encryption: as('on'), keyTrouble: 'disabled' }), 'key-in-trouble');
    assert.equal(found({ encryption: as('on'), change }), undefined);
  });
});

test('a failure is no state, a contradiction and the first pending backup are states of their own', () => {
  const because = { source: 'change-accepted', seenAt: '2026-11-28T10:00:00Z' } as const;
  assert.equal(recordedState({ state: 'on', evidence: because }), 'awaited');
  assert.equal(recordedState({ state: 'on', evidence: { ...because, source: 'backup-set' } }), 'on');
  assert.equal(recordedState({ state: 'off', evidence: { ...because, source: 'status-call' } }), 'off');
  const unknown = (category: 'network' | 'no-evidence' | 'unconfirmed' | 'contradicting-evidence') =>
    recordedState({ state: 'unknown', reason: { category, message: '' } });
  assert.equal(unknown('network'), undefined);
  assert.equal(unknown('no-evidence'), undefined);
  assert.equal(unknown('unconfirmed'), undefined);
  assert.equal(unknown('contradicting-evidence'), 'contradicting');
  const reason = { category: 'unsupported', message: '' } as const;
  assert.equal(recordedState({ state: 'unsupported', reason }), 'unsupported');
});
