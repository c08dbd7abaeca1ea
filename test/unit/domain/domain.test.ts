import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  afterFailure,
  asStale,
  fresh,
  isFirstBackupPending,
  PENDING,
  type Answer,
  type Encryption,
  type Evidence,
  type Reason,
} from '../../../src/domain/encryption.ts';
import type { InstanceRecord } from '../../../src/domain/instance.ts';
import {
  candidates,
  countStates,
  newTally,
  notEncrypted,
  notRead,
  posture,
  shownState,
} from '../../../src/domain/posture.ts';
import { plainText } from '../../../src/domain/text.ts';
import { isoTime, readTime } from '../../../src/domain/time.ts';

const evidence = { source: 'status-call', seenAt: '2026-01-14T03:10:00Z' } as const;
const network: Reason = { category: 'network', message: 'No route.' };
const KNOWN: readonly Answer[] = (['on', 'off', 'partial'] as const).map((state) => ({ state, evidence }));
const unsupported: Answer = {
  state: 'unsupported',
  reason: { category: 'unsupported', message: 'Too old.' },
};
const unknown: Answer = { state: 'unknown', reason: { category: 'no-evidence', message: 'No backup.' } };

describe('after a failure', () => {
  for (const answer of [...KNOWN, unsupported]) {
    test(`${answer.state} stays, old, with the new reason`, () => {
      const shown = afterFailure(fresh(answer), network);
      assert.deepEqual(shown, { ...answer, reason: network, stale: true });
      assert.deepEqual(afterFailure(shown, network), shown, 'however often');
    });
  }

  test('what was not known is unknown for the new reason', () => {
    for (const earlier of [undefined, PENDING, fresh(unknown), asStale(fresh(unknown))])
      assert.deepEqual(afterFailure(earlier, network), { state: 'unknown', reason: network, stale: false });
  });

  test('an answer of an earlier session is old and otherwise the same', () => {
    for (const answer of [...KNOWN, unsupported])
      assert.deepEqual(asStale(fresh(answer)), { ...answer, stale: true });
  });
});

describe('the first encrypted backup', () => {
  const SOURCES: Readonly<Record<Evidence['source'], boolean>> = {
    'change-accepted': true,
    'already-enabled': true,
    'backup-set': false,
    'status-call': false,
  };
  for (const [source, pending] of Object.entries(SOURCES) as [Evidence['source'], boolean][]) {
    test(`is ${pending ? '' : 'not '}pending with "${source}"`, () => {
      const told = { source, seenAt: '2026-01-14T03:10:00Z' };
      assert.equal(isFirstBackupPending(fresh({ state: 'on', evidence: told })), pending);
      assert.equal(isFirstBackupPending(asStale(fresh({ state: 'on', evidence: told }))), pending);
      assert.equal(isFirstBackupPending(fresh({ state: 'off', evidence: told })), false);
    });
  }

  test('is not pending where nothing is known', () => {
    for (const answer of [unsupported, unknown]) assert.equal(isFirstBackupPending(fresh(answer)), false);
  });
});

describe('the posture', () => {
  const recordsOf = (...encryptions: Encryption[]) =>
    encryptions.map((encryption) => ({ encryption }) as InstanceRecord);
  const accepted = fresh({ state: 'on', evidence: { ...evidence, source: 'change-accepted' } });

  test('counts every state, and whom to act on', () => {
    const counts = posture(recordsOf(...[...KNOWN, ...KNOWN, unsupported, unknown].map(fresh), accepted));
    const none = { stale: 0, awaited: 1 };
    assert.deepEqual(counts, { ...none, on: 2, off: 2, partial: 2, unsupported: 1, unknown: 1, total: 9 });
    assert.equal(notEncrypted(counts), 4);
    assert.equal(candidates(counts), 8);
  });

  test('counts what an earlier reading said apart, whatever it was', () => {
    const all = [...KNOWN, unsupported, unknown].map(fresh);
    const counts = posture(recordsOf(...[...all, accepted].map(asStale)));
    assert.deepEqual(counts, { ...newTally(), stale: 6, total: 6 });
    assert.equal(notEncrypted(counts), 0);
    assert.equal(notRead(counts), 6);
  });

  test('shows what is accepted but not seen in a backup as that, also when it is old', () => {
    assert.equal(shownState(asStale(accepted)), 'awaited');
    assert.equal(
      shownState(fresh({ state: 'on', evidence: { ...evidence, source: 'already-enabled' } })),
      'awaited',
    );
    assert.equal(shownState(fresh({ state: 'on', evidence: { ...evidence, source: 'backup-set' } })), 'on');
    assert.equal(
      shownState(fresh({ state: 'off', evidence: { ...evidence, source: 'change-accepted' } })),
      'off',
    );
    const counts = countStates(recordsOf(accepted, asStale(accepted), fresh(unknown)));
    assert.deepEqual(
      [...counts],
      [
        ['awaited', 2],
        ['unknown', 1],
      ],
    );
  });

  test('of nothing is nothing', () => {
    assert.equal(posture([]).total, 0);
  });
});

describe("a cloud's times", () => {
  const times: Readonly<Record<string, string>> = {
    '2026-01-15T08:30:05Z': '2026-01-15T08:30:05Z',
    '2026-01-15T08:30Z': '2026-01-15T08:30:00Z',
    '2026-01-15T08:30:05+0000': '2026-01-15T08:30:05Z',
    '2026-01-15T08:30:05+0800': '2026-01-15T00:30:05Z',
    '2026-01-15T08:30:05-03:30': '2026-01-15T12:00:05Z',
    '2026-01-15T08:30:05.527363Z': '2026-01-15T08:30:05Z',
    // Both clouds mean UTC; where the reader sits must not matter.
    '2026-01-15T08:30:05': '2026-01-15T08:30:05Z',
  };
  for (const [text, wanted] of Object.entries(times)) {
    test(text, () => assert.equal(readTime(text), wanted));
  }

  test('what is none is none', () => {
    const none = ['', 'soon', '2026', '2026-01-15', '1768465805', '2026-13-45T99:99Z', '15/01/2026T08:30'];
    for (const text of [
      ...none,
      '2026-01-15T08:30:05 or so',
      '2026-01-15T08:30:05+0000; rm',
      null,
      undefined,
    ])
      assert.equal(readTime(text), undefined, String(text));
  });

  test('are stored to the second, UTC', () => {
    assert.equal(isoTime(Date.UTC(2026, 0, 2, 3, 4, 5, 678)), '2026-01-02T03:04:05Z');
  });
});

describe('text from outside', () => {
  const texts: Readonly<Record<string, readonly [string, string]>> = {
    'line breaks': ['one\r\ntwo\u2028three\u2029four\u0085five', 'one two three four five'],
    'control characters': ['\u0000a\u0007b\u001b[31mc\u009b', 'a b [31mc'],
    'marks that turn the direction of writing': ['abc\u202Efdp.exe\u2066x\u200F', 'abc fdp.exe x'],
    'invisible ones': ['a\u200Bb\u00ADc\uFEFFd', 'a b c d'],
    'half a surrogate pair': ['a\uD800b', 'a b'],
    'whole characters of every script': ['数据库 🔒 żółć', '数据库 🔒 żółć'],
  };
  for (const [title, [given, wanted]] of Object.entries(texts)) {
    test(title, () => assert.equal(plainText(given), wanted));
  }

  test('is cut at whole characters, and says so', () => {
    assert.equal(plainText('🔒'.repeat(10), 10), '🔒'.repeat(10));
    assert.equal(plainText('🔒'.repeat(11), 10), `${'🔒'.repeat(9)}…`);
    assert.equal([...plainText('x'.repeat(10_000))].length, 300);
  });
});
