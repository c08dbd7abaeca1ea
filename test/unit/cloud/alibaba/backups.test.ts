import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { coverageOf, newestSnapshot, physicalSets } from '../../../../src/cloud/alibaba/backups.ts';
import { answerFromBackups } from '../../../../src/cloud/alibaba/evidence.ts';
import type { BackupItem } from '../../../../src/cloud/alibaba/schemas.ts';
import type { ReadMemory } from '../../../../src/cloud/provider.ts';
import type { Answer, Evidence } from '../../../../src/domain/encryption.ts';

const SEEN = '2026-01-20T00:00:00Z';
const KEY_ID = '0d0466b0-e727-4d9c-b35d-f84bb474a37f';
const ENCRYPTED = { Encryption: JSON.stringify({ EncryptionKey: KEY_ID, EncryptionAlgorithm: 'AES-256' }) };
const UNCLEAR = { Encryption: 'psk2' };

/** A set of a day, from 03:00 to 03:10; plain unless it is made otherwise. */
function item(day: number, differences: Partial<BackupItem> = {}): BackupItem {
  const date = `2026-01-${String(day).padStart(2, '0')}`;
  return {
    BackupId: `set-${day}`,
    BackupStatus: 'Success',
    BackupMethod: 'Physical',
    BackupStartTime: `${date}T03:00:00Z`,
    BackupEndTime: `${date}T03:10:00Z`,
    Encryption: '{}',
    ...differences,
  };
}

/** A plain set that begins so many hours after the start of the one of day 10. */
function later(hours: number, differences: Partial<BackupItem> = {}): BackupItem {
  const start = Date.parse('2026-01-10T03:00:00Z') + hours * 3_600_000;
  const [BackupStartTime, BackupEndTime] = [start, start + 600_000].map((time) =>
    new Date(time).toISOString(),
  );
  return item(10, { BackupStartTime, BackupEndTime, ...differences });
}

const encrypted = (day: number) => item(day, ENCRYPTED);

function answer(items: readonly BackupItem[], memory: ReadMemory = {}): Answer {
  const found = { sets: physicalSets(items), days: 8, requestId: 'R-1', snapshotEnd: newestSnapshot(items) };
  return answerFromBackups(found, memory, SEEN);
}

/** The state with its source, or with the category of its reason. */
function said(items: readonly BackupItem[], memory: ReadMemory = {}): string {
  const told = answer(items, memory);
  return `${told.state} ${'evidence' in told ? told.evidence.source : told.reason.category}`;
}

function evidenceOf(items: readonly BackupItem[], memory: ReadMemory = {}): Evidence {
  const told = answer(items, memory);
  assert.ok('evidence' in told, JSON.stringify(told));
  return told.evidence;
}

function reasonOf(items: readonly BackupItem[], memory: ReadMemory = {}) {
  const told = answer(items, memory);
  assert.ok('reason' in told, JSON.stringify(told));
  return told.reason;
}

describe('which sets count', () => {
  test('complete physical ones', () => {
    const others = [
      item(9, { BackupMethod: 'Logical' }),
      item(9, { BackupMethod: 'Snapshot', ...ENCRYPTED }),
      item(9, { BackupStatus: 'Failed', ...ENCRYPTED }),
      item(9, { BackupStatus: 'Running', ...ENCRYPTED }),
      item(9, { BackupStatus: '', BackupEndTime: '', ...ENCRYPTED }),
      item(9, { BackupMethod: '' }),
    ];
    assert.deepEqual(physicalSets(others), []);
    assert.equal(said(others), 'unknown no-evidence');
    assert.equal(
      physicalSets([item(9, { BackupStatus: '' }), item(9, { BackupStatus: 'SUCCESS' })]).length,
      2,
    );
  });

  test('of the snapshots only the newest is of interest, for instances that moved to cloud disks', () => {
    const snapshots = [item(9, { BackupMethod: 'Snapshot' }), item(11, { BackupMethod: 'SNAPSHOT' })];
    assert.equal(newestSnapshot([...snapshots, item(12)]), '2026-01-11T03:10:00Z');
    assert.equal(newestSnapshot([item(12, { BackupMethod: 'Snapshot', BackupStatus: 'Failed' })]), '');
  });
});

describe('the newest set decides', () => {
  test('plain: off, as of its end, with its id', () => {
    for (const items of [[item(13), item(14), item(12)], [item(14)]]) {
      const { coverage, ...evidence } = evidenceOf(items);
      const told = {
        asOf: '2026-01-14T03:10:00Z',
        seenAt: SEEN,
        requestId: 'R-1',
        detail: 'Backup set set-14',
      };
      assert.deepEqual([answer(items).state, evidence], ['off', { source: 'backup-set', ...told }]);
      assert.equal(coverage?.plain, items.length);
    }
  });

  test('encrypted: on, as of its end, with the key and what the set says', () => {
    const evidence = evidenceOf([item(12), encrypted(14), encrypted(13)]);
    assert.equal(said([item(12), encrypted(14), encrypted(13)]), 'on backup-set');
    assert.partialDeepStrictEqual(evidence, { asOf: '2026-01-14T03:10:00Z', keyId: KEY_ID });
    assert.match(evidence.detail ?? '', /^Backup set set-14 says: \{"EncryptionKey":/);
  });

  test('unclear: unknown, with the raw text, whatever older ones and a proof say', () => {
    const proof: Evidence = { source: 'backup-set', asOf: '2026-01-10T03:10:00Z', seenAt: SEEN };
    for (const memory of [{}, { proof }]) {
      const reason = reasonOf([encrypted(12), item(14, UNCLEAR), item(13)], memory);
      assert.deepEqual([reason.category, reason.requestId], ['unexpected-reply', 'R-1']);
      assert.match(reason.message, /2026-01-14T03:10:00Z.*psk2/);
    }
    assert.equal(
      said([encrypted(14), item(13, UNCLEAR)]),
      'on backup-set',
      'an older one says nothing any more',
    );
  });

  test('of two that ended in the same second the one that says less', () => {
    for (const items of [
      [encrypted(14), item(14, UNCLEAR)],
      [item(14, UNCLEAR), encrypted(14)],
    ])
      assert.equal(said(items), 'unknown unexpected-reply');
    assert.notEqual(evidenceOf([encrypted(14), item(14)]).detail, evidenceOf([encrypted(14)]).detail);
  });

  test('one without a time may be the newest: it decides only where it says the same', () => {
    const undated = { BackupStartTime: '', BackupEndTime: '' };
    assert.equal(said([item(14, undated)]), 'unknown no-evidence', 'not since when it is plain');
    assert.equal(said([item(14, { ...undated, ...ENCRYPTED })]), 'on backup-set');
    assert.equal(said([item(14, { BackupEndTime: 'soon', ...ENCRYPTED })]), 'on backup-set');
    assert.equal(said([item(14), item(15, undated)]), 'off backup-set');
    assert.equal(said([encrypted(14), item(15, undated)]), 'unknown unexpected-reply');
    assert.equal(said([item(14), item(15, { ...undated, ...ENCRYPTED })]), 'unknown unexpected-reply');
    assert.equal(said([encrypted(14), item(15, { ...undated, ...UNCLEAR })]), 'unknown unexpected-reply');
  });
});

describe('a one-way switch cannot go back', () => {
  const SIGNS: Readonly<Record<string, { items: readonly BackupItem[]; memory: ReadMemory; fact: RegExp }>> =
    {
      'an encrypted set': {
        items: [encrypted(10)],
        memory: {},
        fact: /backup of 2026-01-10T03:10:00Z is encrypted/,
      },
      'a remembered set': {
        items: [],
        memory: { proof: { source: 'backup-set', asOf: '2026-01-10T03:10:00Z', seenAt: SEEN } },
        fact: /backup of 2026-01-10T03:10:00Z is encrypted/,
      },
      'an acceptance': {
        items: [],
        memory: { proof: { source: 'change-accepted', seenAt: '2026-01-10T03:10:00Z' } },
        fact: /switched on at 2026-01-10T03:10:00Z/,
      },
      '"already enabled"': {
        items: [],
        memory: { proof: { source: 'already-enabled', seenAt: '2026-01-10T03:10:00Z' } },
        fact: /said at 2026-01-10T03:10:00Z/,
      },
    };
  for (const [title, { items, memory, fact }] of Object.entries(SIGNS)) {
    test(`${title}, then two plain sets: contradicting evidence, with both facts`, () => {
      const reason = reasonOf([...items, later(3), later(6)], memory);
      assert.deepEqual([reason.category, reason.requestId], ['contradicting-evidence', 'R-1']);
      assert.match(reason.message, fact);
      assert.match(reason.message, /2026-01-10T09:10:00Z/, 'the newest plain one');
    });

    test(`${title}, then a plain set a day later: contradicting evidence`, () => {
      assert.equal(said([...items, later(26)], memory), 'unknown contradicting-evidence');
      assert.equal(said([...items, later(24)], memory), 'unknown contradicting-evidence', 'the next night');
    });

    test(`${title}, then one plain set within a day: on, and says so`, () => {
      for (const hours of [3, 12, 23]) {
        const { source, detail = '' } = evidenceOf([...items, later(hours)], memory);
        assert.equal(source, memory.proof?.source ?? 'backup-set');
        assert.match(detail, /newest backup.*is not encrypted/);
      }
    });

    test(`${title}, after all plain sets: on`, () => {
      const before = [item(6), item(7), item(8), item(9)];
      assert.match(said([...items, ...before], memory), /^on /);
      assert.doesNotMatch(evidenceOf([...items, ...before], memory).detail ?? '', /not encrypted/);
    });

    test(`${title}, then plain ones, then an encrypted one: on again, as of it`, () => {
      const told = evidenceOf([...items, item(11), item(12), encrypted(13)], memory);
      assert.equal(told.asOf, '2026-01-13T03:10:00Z');
    });
  }

  test('eight nights of plain sets after an acceptance are never a silent "on"', () => {
    const proof: Evidence = { source: 'change-accepted', seenAt: '2025-12-01T00:00:00Z' };
    const nights = [8, 9, 10, 11, 12, 13, 14, 15].map((day) => item(day));
    assert.equal(said(nights, { proof }), 'unknown contradicting-evidence');
  });

  test('a set that was under way at the acceptance, or began as it came, says nothing against it', () => {
    const proof: Evidence = { source: 'change-accepted', seenAt: '2026-01-14T03:05:00Z', keyId: KEY_ID };
    for (const start of ['2026-01-14T03:00:00Z', '2026-01-14T03:05:00Z', '2026-01-14T03:19:00Z']) {
      const { coverage, ...told } = evidenceOf([item(13), item(14, { BackupStartTime: start })], { proof });
      assert.deepEqual(told, proof);
      assert.equal(coverage?.plain, 2);
    }
    assert.equal(said([item(14, UNCLEAR)], { proof }), 'on change-accepted');
    assert.equal(said([item(15, UNCLEAR)], { proof }), 'unknown unexpected-reply');
  });

  test('a new acceptance after a contradiction counts until a newer set', () => {
    const proof: Evidence = { source: 'already-enabled', seenAt: '2026-01-12T12:00:00Z' };
    const nights = [encrypted(10), item(11), item(12)];
    assert.equal(said(nights), 'unknown contradicting-evidence');
    assert.equal(said(nights, { proof }), 'on already-enabled');
    assert.equal(said([...nights, item(13)], { proof }), 'unknown contradicting-evidence');
  });

  test('of several signs the earliest says since when, the latest is the one that is told', () => {
    const memory: ReadMemory = { proof: { source: 'change-accepted', seenAt: '2026-01-05T12:00:00Z' } };
    for (const items of [
      [encrypted(8), item(10), item(11)],
      [item(11), item(10), encrypted(8)],
    ]) {
      assert.match(reasonOf(items, memory).message, /The backup of 2026-01-08T03:10:00Z is encrypted/);
      assert.match(
        reasonOf([encrypted(7), ...items]).message,
        /The backup of 2026-01-08T03:10:00Z is encrypted/,
      );
    }
    const between = [encrypted(4), item(6), later(-23)];
    assert.equal(
      said(between),
      'unknown contradicting-evidence',
      'plain since the first, not since the last',
    );
    const since = [item(6), encrypted(10), later(3)];
    assert.equal(said(since, memory), 'unknown contradicting-evidence', 'the proof is older than the set');
    assert.equal(said(since), 'on backup-set');
  });

  test('a proof bridges the time without backups', () => {
    const proof: Evidence = {
      source: 'backup-set',
      asOf: '2025-12-01T00:00:00Z',
      seenAt: '2025-12-01T01:00:00Z',
    };
    assert.partialDeepStrictEqual(evidenceOf([], { proof }), proof);
    assert.equal(said([]), 'unknown no-evidence');
  });
});

describe('after a change whose outcome is not known', () => {
  const unconfirmedSince = '2026-01-14T03:05:00Z';
  test('only a backup that began clearly afterwards tells', () => {
    const early = [[], [item(13)], [item(14)], [item(14, UNCLEAR)]];
    for (const minute of [5, 20]) early.push([item(14, { BackupStartTime: `2026-01-14T03:${minute}:00Z` })]);
    for (const items of early) assert.equal(said(items, { unconfirmedSince }), 'unknown unconfirmed');
    assert.equal(said([item(15)], { unconfirmedSince }), 'off backup-set');
    assert.equal(
      said([item(14, { BackupStartTime: '2026-01-14T03:21:00Z' })], { unconfirmedSince }),
      'off backup-set',
    );
    assert.equal(said([encrypted(14)], { unconfirmedSince }), 'on backup-set');
  });
});

describe('the coverage', () => {
  test('counts what is kept, and says how old it is', () => {
    const sets = physicalSets([encrypted(14), item(12), item(11), item(13, UNCLEAR)]);
    assert.deepEqual(coverageOf(sets, 8), {
      encrypted: 1,
      plain: 2,
      unclear: 1,
      days: 8,
      newestEnd: '2026-01-14T03:10:00Z',
      lastPlainEnd: '2026-01-12T03:10:00Z',
      everyHours: 24,
    });
  });

  test('of nothing, and of one', () => {
    assert.deepEqual(coverageOf([], 31), { encrypted: 0, plain: 0, unclear: 0, days: 31 });
    const one = { encrypted: 1, plain: 0, unclear: 0, days: 8, newestEnd: '2026-01-14T03:10:00Z' };
    assert.deepEqual(coverageOf(physicalSets([encrypted(14)]), 8), one);
  });
});
