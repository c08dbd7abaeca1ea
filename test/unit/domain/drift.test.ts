import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { driftIn, lastingDrift, NEW_FOR, type Drift } from '../../../src/domain/drift.ts';
import { recordedState, type StateChange } from '../../../src/domain/stateChange.ts';
import { changeOf } from '../../support/histories.ts';

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

test('an instance is new for a while, and whatever else got worse stays', () => {
  const change = changeOf({ to: 'off', isNew: true });
  const worse = changeOf({ from: 'on', to: 'off' });
  const at = (age: number) => Date.parse(change.at) + age;
  assert.equal(lastingDrift(change, false, at(NEW_FOR)), 'new-not-encrypted');
  assert.equal(lastingDrift(change, false, at(NEW_FOR + 1)), undefined);
  assert.equal(lastingDrift(worse, false, at(NEW_FOR + 1)), 'no-longer-encrypted');
  assert.equal(lastingDrift(worse, true, at(0)), 'contradicting-evidence');
  const key = changeOf({ from: 'on', to: 'on', keyTrouble: 'disabled' });
  assert.equal(lastingDrift(key, false, at(0)), undefined, 'the key is as it is now');
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
