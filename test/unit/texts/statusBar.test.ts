import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newTally, type Posture } from '../../../src/domain/posture.ts';
import type { Reason } from '../../../src/domain/encryption.ts';
import type { AccountView } from '../../../src/inventory/accountView.ts';
import { postureWords, share } from '../../../src/texts/posture.ts';
import { statusWords } from '../../../src/texts/statusBar.ts';
import { accountView } from '../../support/named.ts';

const READ = '2026-01-02T03:04:05Z';
const NETWORK: Reason = { category: 'network', message: 'No route.' };

function counted(counts: Partial<Posture>): Posture {
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return { ...newTally(), ...counts, total };
}

/** The status bar over counts, of one account that was read, unless told otherwise. */
function status(
  counts: Partial<Posture>,
  more: Partial<AccountView>[] = [{}],
  progress = { read: 0, total: 0 },
) {
  const accounts = more.map((details) =>
    accountView({ counts: counted(counts), refreshedAt: READ, ...details }),
  );
  const refreshing = progress.total > 0;
  const words = statusWords({
    accounts: () => accounts,
    posture: () => counted(counts),
    activity: { refreshing, progress },
  });
  assert.ok(words);
  return { ...words, tooltip: readable(words.tooltip) };
}

const readable = (markdown: string) =>
  markdown.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));

describe('the share', () => {
  const shares: readonly (readonly [string, Partial<Posture>])[] = [
    ['4 of 10 encrypted, 6 not supported', { on: 4, off: 6, unsupported: 6 }],
    ['10 of 10 encrypted', { on: 10 }],
    ['0 of 1 encrypted', { off: 1 }],
    ['1 of 3 encrypted, 2 first backup pending', { on: 1, awaited: 2 }],
    ['3 of 8 encrypted, 2 unknown, 3 not read', { on: 3, stale: 3, unknown: 2 }],
    ['29 not read', { unknown: 29 }],
    ['29 not read', { stale: 29 }],
    ['2 not read, 1 not supported', { unknown: 2, unsupported: 1 }],
    ['3 not supported', { unsupported: 3 }],
    ['1,200 of 2,400 encrypted', { on: 1200, off: 1200 }],
    ['', {}],
  ];
  for (const [words, counts] of shares) {
    test(words || 'of nothing', () => assert.equal(share(counted(counts)), words));
  }

  test('in full names every count', () => {
    const all = { on: 1, awaited: 2, off: 3, partial: 4, unknown: 5, stale: 6, unsupported: 7 };
    assert.equal(
      postureWords(counted(all)),
      '1 encrypted, 2 encrypted with the first backup pending, 3 not encrypted, 4 partly encrypted, 5 unknown, 6 from an earlier reading, 7 not supported',
    );
    assert.equal(postureWords(counted({})), 'no instances');
  });
});

describe('the status bar', () => {
  test('is empty without accounts', () => {
    const none = { accounts: () => [], posture: () => counted({}) };
    assert.equal(
      statusWords({ ...none, activity: { refreshing: true, progress: { read: 0, total: 0 } } }),
      undefined,
    );
  });

  test('has a closed lock only where all that can be encrypted is known to be', () => {
    const icons: readonly (readonly [string, Partial<Posture>])[] = [
      ['lock', { on: 3, unsupported: 2 }],
      ['unlock', { on: 3, off: 1, unknown: 1 }],
      ['unlock', { partial: 1 }],
      ['question', { on: 3, unknown: 1 }],
      ['question', { on: 3, stale: 1 }],
      ['question', { stale: 29 }],
      ['question', {}],
      ['clock', { on: 3, awaited: 1 }],
      ['circle-slash', { unsupported: 3 }],
    ];
    for (const [icon, counts] of icons) assert.equal(status(counts).icon, icon, JSON.stringify(counts));
  });

  test('warns only where somebody should act', () => {
    assert.equal(status({ off: 1, on: 4 }).isWarning, true);
    assert.equal(status({ partial: 1 }).isWarning, true);
    for (const counts of [{ on: 4, unsupported: 2 }, { unknown: 4 }, { stale: 4 }, { awaited: 4 }])
      assert.equal(status(counts).isWarning, false, JSON.stringify(counts));
  });

  test('says in text, tooltip and for screen readers which account could not be read, why and since when', () => {
    const failed = { name: 'Old', state: 'problem', reason: NETWORK } as const;
    const { icon, text, tooltip, spoken } = status({ on: 2, stale: 3 }, [{}, failed]);
    assert.equal(icon, 'warning');
    assert.equal(text, '2 of 5 encrypted, 3 not read · 1 account not fully read');
    assert.ok(spoken.startsWith('Backup encryption: 2 encrypted, 3 from an earlier reading, 1 account'));
    assert.match(tooltip, /- Old: .*; not reachable: No route\.; last read 2026-01-02 03:04 UTC$/m);
    const never = { ...failed, refreshedAt: '' };
    assert.match(status({}, [never, failed]).text, /^No instances · 2 accounts not fully read$/);
    assert.match(status({}, [never]).tooltip, /- Old: no instances; not reachable: No route\.; never read/);
  });

  test('counts nothing while nothing is known, and says how far a large reading has come', () => {
    assert.equal(status({ unknown: 4 }, [{}], { read: 0, total: 4 }).text, 'Reading backups…');
    const large = { read: 11, total: 2400 };
    assert.equal(status({ unknown: 2400 }, [{}], large).text, 'Reading backups… · 11 of 2,400 read');
    assert.equal(
      status({ on: 1, unknown: 2399 }, [{}], large).text,
      '1 of 2,400 encrypted, 2,399 unknown · 11 of 2,400 read',
    );
    assert.equal(status({ on: 1 }, [{}], large).icon, 'sync~spin');
  });

  test('has a tooltip with a heading, the total, the last reading and a line for each account', () => {
    const { tooltip } = status({ on: 1, off: 1 }, [
      {},
      { name: 'Test', refreshedAt: '2026-01-03T00:00:00Z' },
    ]);
    assert.equal(
      tooltip,
      [
        '**Backup Encryption**',
        '1 of 2 encrypted',
        '- Production: 1 encrypted, 1 not encrypted\n- Test: 1 encrypted, 1 not encrypted',
        'Last reading: 2026-01-03 00:00 UTC',
      ].join('\n\n'),
    );
  });

  test('marks the sandbox while only that is open, and leaves it out beside own accounts', () => {
    const guest = { name: 'Sandbox: Huawei Cloud', source: 'given' } as const;
    const alone = status({ on: 2 }, [guest]);
    assert.equal(alone.text, 'Sandbox: 2 of 2 encrypted');
    assert.match(alone.spoken, /^Backup encryption: sandbox only, 2 encrypted$/);
    const beside = status({ on: 2 }, [{}, { ...guest, state: 'problem', reason: NETWORK }]);
    assert.equal(beside.text, '2 of 2 encrypted');
    assert.doesNotMatch(beside.tooltip, /Huawei/);
    assert.match(beside.tooltip, /The instances of the sandbox are not counted\.$/);
  });

  test('takes nothing of an account for Markdown', () => {
    const evil = { name: '[x](command:quit)', state: 'problem', reason: NETWORK } as const;
    const counts = counted({});
    const words = statusWords({
      accounts: () => [accountView(evil)],
      posture: () => counts,
      activity: { refreshing: false, progress: { read: 0, total: 0 } },
    });
    assert.doesNotMatch(words?.tooltip ?? '', /\]\(/);
  });
});
