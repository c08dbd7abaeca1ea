import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Intent, JournalEntry, Outcome } from '../../../src/files/journalEntry.ts';
import { journalText, verdictOnJournal } from '../../../src/texts/journalText.ts';

const intent: Intent = {
  version: 1,
  entry: 'intent',
  changeId: 'c-1',
  at: '2026-01-02T03:04:05Z',
  change: 'enable',
  provider: 'alibaba',
  accountId: 'production-1',
  region: 'cn-hangzhou',
  instanceId: 'rm-1',
  process: 1,
};
const told: Intent = {
  ...intent,
  accountName: 'Production',
  instanceName: 'orders',
  keyId: 'k-1',
  keyAlias: 'alias/one',
  principal: 'acs:ram::1:user/alice',
  osUser: 'alice',
};

function outcome(result: Outcome['result'], details: Partial<Outcome> = {}): JournalEntry {
  return { version: 1, entry: 'outcome', changeId: 'c-1', at: '2026-01-02T03:04:06Z', result, ...details };
}

const nobody = () => ({});

describe('the journal as a text', () => {
  test('has when, what, whose, by whom, with which key, and the request of each change', () => {
    assert.equal(
      journalText([told, outcome('accepted', { requestId: 'R-1' })], nobody),
      [
        '2026-01-02 03:04 UTC · enable · accepted',
        '    orders (rm-1)',
        '    account Production (production-1), region cn-hangzhou',
        '    key alias/one (k-1)',
        '    signed in as acs:ram::1:user/alice',
        '    asked for by alice on this computer',
        '    request R-1',
        '',
      ].join('\n'),
    );
  });

  test('has the names of today where none were written down, and the ids where nobody knows any', () => {
    const names = () => ({ account: 'Renamed', instance: 'orders' });
    const text = journalText([intent], names);
    assert.match(text, / · outcome not known\n {4}orders \(rm-1\)\n {4}account Renamed \(production-1\)/);
    assert.match(journalText([told], names), /account Production \(production-1\)/);
    assert.match(journalText([intent], nobody), /\n {4}rm-1\n {4}account production-1, region/);
  });

  test('begins with the newest', () => {
    const later: Intent = { ...intent, changeId: 'c-2', at: '2026-02-02T03:04:05Z', change: 'disable' };
    assert.match(
      journalText([intent, outcome('refused'), later], nobody),
      /^2026-02-02 .*disable[^]*refused/,
    );
  });

  test('breaks a long message, and keeps ids whole', () => {
    const requestId = 'R'.repeat(120);
    const message = 'You are not allowed to do this. '.repeat(10);
    const text = journalText(
      [told, outcome('refused', { code: 'Forbidden.RAM', message, requestId })],
      nobody,
    );
    assert.ok(text.includes('    Forbidden.RAM: You are not'));
    for (const line of text.split('\n')) assert.ok(line.length <= 104 || line.includes(requestId), line);
  });

  test('of nothing says so', () => {
    assert.equal(journalText([], nobody), 'No changes yet.\n');
  });
});

test('the verdict on the journal counts lines and places', () => {
  assert.equal(verdictOnJournal(1, []).message, 'The change journal is intact (1 line).');
  assert.equal(verdictOnJournal(8, []).message, 'The change journal is intact (8 lines).');
  const one = verdictOnJournal(8, ['line 3']);
  assert.match(one.message, /^The change journal is damaged in 1 place\. /);
  assert.equal(one.detail, 'line 3');
  const many = verdictOnJournal(99, Array<string>(30).fill('line'));
  assert.match(many.message, /in 30 places/);
  assert.equal(many.detail?.split('\n').length, 20);
});
