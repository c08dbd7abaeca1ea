import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { StateChange } from '../../../src/domain/stateChange.ts';
import type { HistoryEntry } from '../../../src/files/historyEntry.ts';
import type { Intent, Outcome } from '../../../src/files/journalEntry.ts';
import type { Standing } from '../../../src/files/journalIndex.ts';
import { authorOf } from '../../../src/fleet/authors.ts';
import { changeOf, minuteAt, noteOf } from '../../support/histories.ts';

const KEY = 'acs:kms:cn-hangzhou:1001:key/k-1';

/** The database was off at minute 1, and is on by a backup that is seen at minute 5. */
const BEFORE = changeOf({ at: minuteAt(1), to: 'off' });
const { provider, owner, region, instanceId, name } = noteOf(0, {});
const place = { provider, owner, region, instanceId, name };
const ENTRY: HistoryEntry = { version: 1, ...place, at: minuteAt(5), from: 'off', to: 'on', by: 'unknown' };

function intentOf(intent: Partial<Intent>): Intent {
  const asked = { version: 1, entry: 'intent', changeId: 'c-1', at: minuteAt(3), change: 'enable' } as const;
  return { ...asked, ...place, accountId: 'ali', process: 1, ...intent };
}

/** A journal with one change of the database. */
function journalWith(intent: Partial<Intent>, result: Outcome['result'] | 'open'): Standing {
  const asked = intentOf(intent);
  const key = `${provider}/${region}/${instanceId}`;
  const isClosed = () => result !== 'open';
  if (result === 'open') return { open: new Map([[asked.changeId, asked]]), isClosed, done: new Map() };
  const outcome = {
    version: 1,
    entry: 'outcome',
    changeId: asked.changeId,
    at: minuteAt(4),
    result,
  } as const;
  return { open: new Map(), isClosed, done: new Map([[key, { intent: asked, outcome }]]) };
}

const NOTHING: Standing = { open: new Map(), isClosed: () => false, done: new Map() };

function by(
  standing: Standing | undefined,
  entry: Partial<HistoryEntry> = {},
  before: StateChange | undefined = BEFORE,
): string {
  return authorOf({ ...ENTRY, ...entry }, before, standing).by;
}

describe('who changed a state', () => {
  test('we did, when the journal has a change since then that wanted it', () => {
    assert.deepEqual(authorOf(ENTRY, BEFORE, journalWith({}, 'accepted')), { by: 'us', changeId: 'c-1' });
    assert.equal(by(journalWith({}, 'confirmed')), 'us');
    assert.equal(by(journalWith({ owner }, 'accepted'), { to: 'awaited' }), 'us');
    assert.equal(by(journalWith({ at: BEFORE.at }, 'accepted')), 'us', 'in the same second');
    const disabled = journalWith({ change: 'disable' }, 'accepted');
    assert.equal(by(disabled, { from: 'on', to: 'off' }, { ...BEFORE, to: 'on' }), 'us');
  });

  test('somebody else did, when it says otherwise', () => {
    assert.equal(by(NOTHING), 'elsewhere');
    assert.equal(by(journalWith({ at: minuteAt(0) }, 'accepted')), 'elsewhere', 'it was off again since');
    assert.equal(by(journalWith({ change: 'disable' }, 'accepted')), 'elsewhere');
    assert.equal(by(journalWith({}, 'already-enabled')), 'elsewhere');
    assert.equal(by(journalWith({ owner: '1002' }, 'accepted')), 'elsewhere');
    const otherKey = { evidence: { source: 'backup-set', seenAt: minuteAt(5), keyId: 'k-2' } } as const;
    assert.equal(by(journalWith({ keyId: KEY }, 'accepted'), otherKey), 'elsewhere');
    const itsKey = { evidence: { ...otherKey.evidence, keyId: 'k-1' } };
    assert.equal(by(journalWith({ keyId: KEY }, 'accepted'), itsKey), 'us');
  });

  test('nobody can tell of a first sight, without a journal, or while a change is open', () => {
    assert.equal(by(NOTHING, { from: undefined }, undefined), 'unknown');
    assert.equal(by(undefined), 'unknown');
    assert.equal(by(journalWith({}, 'open')), 'unknown');
    assert.equal(by(journalWith({ change: 'disable' }, 'open')), 'elsewhere');
    for (const to of ['unsupported', 'contradicting', 'gone'] as const)
      assert.equal(by(NOTHING, { to }), 'unknown');
  });

  test('what was accepted is ours for as long as it stays so, whoever could', () => {
    const accepted = { source: 'change-accepted', seenAt: minuteAt(5) } as const;
    assert.equal(by(undefined, { to: 'awaited', evidence: accepted }), 'us');
    const awaited = changeOf({ at: minuteAt(4), to: 'awaited', by: 'us' });
    assert.equal(by(journalWith({}, 'accepted'), { from: 'awaited' }, awaited), 'us');
    assert.equal(by(NOTHING, { from: 'awaited' }, awaited), 'us');
    assert.equal(by(NOTHING, { from: 'awaited' }, { ...awaited, by: 'elsewhere' }), 'elsewhere');
  });

  test('keys are disabled by others, and named by whoever chose them', () => {
    const on = changeOf({ at: minuteAt(1), to: 'on' });
    assert.equal(by(NOTHING, { from: 'on', keyTrouble: 'disabled' }, on), 'elsewhere');
    assert.equal(by(journalWith({}, 'accepted'), { from: 'on', keyTrouble: 'disabled' }, on), 'elsewhere');
    assert.equal(by(NOTHING, { from: 'on', keyId: 'k-1' }, on), 'unknown');
    assert.equal(by(journalWith({}, 'accepted'), { from: 'on' }, { ...on, by: 'us' }), 'us');
  });
});
