import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Drift } from '../../../src/domain/drift.ts';
import { fresh, type Encryption } from '../../../src/domain/encryption.ts';
import type { StateChange } from '../../../src/domain/stateChange.ts';
import type { HistoryEntry } from '../../../src/files/historyEntry.ts';
import type { Intent } from '../../../src/files/journalEntry.ts';
import { driftNotice } from '../../../src/texts/driftNotice.ts';
import { evidenceText } from '../../../src/texts/evidenceText.ts';
import { historyText } from '../../../src/texts/historyText.ts';
import { instanceWords } from '../../../src/texts/rows.ts';
import { instanceTooltip } from '../../../src/texts/tooltip.ts';
import { viewMessage } from '../../../src/texts/viewMessage.ts';
import { changeOf, minuteAt } from '../../support/histories.ts';
import { accountView, instanceCalled } from '../../support/named.ts';

const SEEN = '2026-11-28T10:00:00Z';
const NAMED = { instance: instanceCalled('orders'), account: 'Production' };

function entryOf(minute: number, entry: Partial<HistoryEntry>): HistoryEntry {
  const place = { provider: 'alibaba', owner: '1001', region: 'cn-hangzhou', instanceId: 'rm-orders' };
  return { version: 1, ...place, name: 'orders', at: minuteAt(minute), to: 'on', by: 'unknown', ...entry };
}

describe('the history of an instance as a text', () => {
  test('has each change with its evidence and who made it, the newest first', () => {
    const intent = { principal: 'acs:ram::1:user/alice', osUser: 'alice' } as Intent;
    const accepted = { source: 'change-accepted', seenAt: SEEN, requestId: 'R-2', keyId: 'k-1' } as const;
    const text = historyText(
      NAMED,
      [
        entryOf(0, { to: 'off', evidence: { source: 'status-call', seenAt: SEEN, requestId: 'R-1' } }),
        entryOf(1, {
          from: 'off',
          to: 'awaited',
          by: 'us',
          changeId: 'c-1',
          keyId: 'k-1',
          evidence: accepted,
        }),
        entryOf(2, {
          from: 'awaited',
          to: 'contradicting',
          reason: { category: 'contradicting-evidence', message: 'Both facts.' },
        }),
      ],
      new Map([['c-1', intent]]),
    );
    assert.equal(
      text,
      [
        'orders (rm-orders)',
        '    Production, cn-hangzhou',
        '',
        '2026-11-28 10:02 UTC · encrypted, first backup pending → evidence contradicts itself · by whom is not known',
        '    Both facts.',
        '',
        '2026-11-28 10:01 UTC · not encrypted → encrypted, first backup pending · by this extension',
        '    change accepted 2026-11-28 10:00 UTC',
        '    seen 2026-11-28 10:00 UTC',
        '    key k-1',
        '    signed in as acs:ram::1:user/alice',
        '    asked for by alice on this computer',
        '    request R-2',
        '',
        '2026-11-28 10:00 UTC · not encrypted (first seen)',
        '    reported by the cloud',
        '    seen 2026-11-28 10:00 UTC',
        '    request R-1',
        '',
        'How to read this',
        '    A line is dated when the change was noticed. What could not be read is no change, and has no line.',
        '',
      ].join('\n'),
    );
  });

  test('tells beginnings apart, and what became of a key', () => {
    const text = historyText(
      NAMED,
      [
        entryOf(0, { to: 'off', isNew: true }),
        entryOf(1, { from: 'off', to: 'on', by: 'elsewhere' }),
        entryOf(2, { from: 'on', keyId: 'k-1' }),
        entryOf(3, { from: 'on', keyId: 'k-1', keyTrouble: 'to-be-deleted', by: 'elsewhere' }),
        entryOf(4, { from: 'on', keyId: 'k-1', by: 'elsewhere' }),
        entryOf(5, { from: 'on', keyId: 'k-2' }),
        entryOf(6, { from: 'on', to: 'gone' }),
        entryOf(7, {}),
        entryOf(8, { to: 'off' }),
      ],
      new Map(),
    );
    const titles = text.split('\n').filter((line) => line.startsWith('2026'));
    assert.deepEqual(
      titles.reverse().map((line) => line.replace(/^\S+ \S+ UTC · /, '')),
      [
        'not encrypted (a new instance)',
        'not encrypted → encrypted · elsewhere',
        'encrypted · key known · by whom is not known',
        'encrypted · key to be deleted · elsewhere',
        'encrypted · key can be used again · elsewhere',
        'encrypted · another key · by whom is not known',
        'encrypted → not listed any more · by whom is not known',
        'encrypted (listed again)',
        'not encrypted (read from scratch)',
      ],
    );
  });

  test('says so when nothing is known', () => {
    assert.match(historyText(NAMED, [], new Map()), /\nNothing is known of it yet\.\n\nHow to read this\n/);
  });
});

describe('the evidence of an instance as a text', () => {
  const coverage = { encrypted: 5, plain: 2, unclear: 0, days: 31, lastPlainEnd: '2026-11-01T00:00:00Z' };
  const evidence = {
    source: 'backup-set',
    asOf: '2026-11-28T02:00:00Z',
    seenAt: SEEN,
    requestId: 'R-1',
    detail: 'Backup set 7',
    keyId: 'k-1',
    coverage,
  } as const;

  test('has its source, as of when, seen when, by which request, and how to check it', () => {
    const record = { instance: instanceCalled('orders'), encryption: fresh({ state: 'on', evidence }) };
    assert.deepEqual(evidenceText(record, accountView()).split('\n'), [
      'orders (rm-orders)',
      '    encrypted',
      '    Production, cn-hangzhou',
      '',
      'Evidence',
      '    as of the backup of 2026-11-28 02:00 UTC',
      '    seen 2026-11-28 10:00 UTC',
      '    call DescribeBackups (rds, version 2014-08-15)',
      '    request R-1',
      '    Backup set 7',
      '    key k-1',
      '    backups kept: 5 encrypted, 2 not encrypted (of the last 31 days)',
      '    last plain backup 2026-11-01 00:00 UTC',
      '',
      'How to check it by hand',
      '    Call DescribeBackups for the instance and look at Encryption of the newest successful physical',
      '    backup, or open the list of its backups in the console. No call reads the switch itself.',
      '    https://rdsnext.console.aliyun.com/detail/rm-orders/backup?region=cn-hangzhou',
      '',
    ]);
  });

  test('has the reason where there is none, and leads nobody from the sandbox to a real cloud', () => {
    const reason = { category: 'network', message: 'No route.', code: 'ENETUNREACH' } as const;
    const encryption: Encryption = fresh({ state: 'unknown', reason });
    const record = { instance: instanceCalled('orders'), encryption };
    const text = evidenceText(record, accountView({ source: 'given' }));
    assert.match(text, /\nReason\n {4}No route\. \(ENETUNREACH\)\n/);
    assert.doesNotMatch(text, /\nEvidence\n|https:/);
  });
});

describe('what got worse', () => {
  const changed = (change: StateChange, drift: Drift) =>
    accountView({ changes: new Map([['rm-orders', { ...change, drift }]]) });
  const off: Encryption = fresh({ state: 'off', evidence: { source: 'status-call', seenAt: SEEN } });
  const instance = instanceCalled('orders', { provider: 'huawei' });

  test('is on the row behind the state, spoken too, and in the tooltip with the change', () => {
    const account = changed(changeOf({ from: 'on', to: 'off' }), 'no-longer-encrypted');
    const { description, spoken } = instanceWords({ instance, encryption: off }, account, false);
    assert.match(description, /^not encrypted · drift: no longer encrypted · MySQL/);
    assert.match(spoken, /^orders, not encrypted, .*, drift: no longer encrypted/);
    const tooltip = instanceTooltip({ instance, encryption: off }, account);
    const read = tooltip.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)));
    assert.match(read, /- Drift: Backups were encrypted before and are not any more\./);
    assert.match(read, /noticed: 2026-11-28 10:00 UTC, from encrypted to not encrypted, elsewhere\n/);
    assert.match(
      evidenceText({ instance, encryption: off }, account),
      /not any more\. It was not switched off/,
    );
  });

  test('is a contradiction, and never drift, where the switch goes one way only', () => {
    const account = changed(changeOf({ from: 'on', to: 'off' }), 'contradicting-evidence');
    const oneWay = { instance: instanceCalled('orders'), encryption: off };
    const { description } = instanceWords(oneWay, account, false);
    assert.match(description, /^not encrypted · evidence contradicts itself · /);
    assert.doesNotMatch(description, /drift/);
  });

  test('is told in one message, a sentence for each kind, with names inert', () => {
    const many = (['a', 'b', 'c'] as const).map((name) => ({ drift: 'no-longer-encrypted', name }) as const);
    assert.deepEqual(driftNotice(many), {
      message: '3 instances are no longer encrypted.',
      marks: ['drift'],
    });
    const mixed = driftNotice([
      { drift: 'new-not-encrypted', name: 'fresh' },
      { drift: 'contradicting-evidence', name: 'or\u202eders' },
      { drift: 'key-in-trouble', name: 'k'.repeat(100) },
      ...many.slice(0, 1),
    ]);
    assert.deepEqual(mixed, {
      message: `The evidence of or ders contradicts itself. a is no longer encrypted. The key of ${'k'.repeat(59)}… is disabled, to be deleted or gone. fresh is new and not encrypted.`,
      marks: ['drift', 'contradiction'],
    });
    assert.equal(driftNotice([]), undefined);
  });
});

test('a filter says what it looks for', () => {
  const filter = { text: '', states: [], marks: ['drift', 'contradiction'], changed: 'week' } as const;
  assert.equal(
    viewMessage(filter, { shown: 2, total: 9 }),
    'Showing 2 of 9 · filter: drift, contradicting evidence, changed in the last 7 days',
  );
});
