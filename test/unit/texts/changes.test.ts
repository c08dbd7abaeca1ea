import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { resultWords } from '../../../src/texts/changeResult.ts';
import { summaryMessage, summaryText } from '../../../src/texts/changeSummary.ts';
import type { ChangeOutcome } from '../../../src/texts/named.ts';
import { instanceCalled } from '../../support/named.ts';

function outcome(name: string, isDone: boolean): ChangeOutcome {
  const at = '2026-01-01T00:00:00Z';
  const words = isDone ? 'done' : 'no permission: You may not.';
  return { instance: instanceCalled(name), account: 'Production', at, isDone, words, requestId: 'R-1' };
}
const [skipped, other] = ['later', 'last'].map((name) => {
  return { instance: instanceCalled(name), account: 'Production' };
});
assert.ok(skipped && other);

describe('the summary of several changes', () => {
  test('says how many were changed, failed and skipped', () => {
    const all = { outcomes: [outcome('a', true), outcome('b', true)], untouched: [] };
    assert.equal(summaryMessage(all), '2 of 2 instances changed.');
    const some = { outcomes: [outcome('a', true), outcome('b', false)], untouched: [skipped] };
    assert.equal(
      summaryMessage(some),
      '1 of 3 instances changed. Not changed: 1. 1 was skipped because you cancelled.',
    );
    const none = { outcomes: [], untouched: [skipped, other] };
    assert.match(summaryMessage(none), /2 were skipped because you cancelled\.$/);
  });

  test('begins with what was not changed, each with id, account, time and request', () => {
    const text = summaryText({
      outcomes: [outcome('a', true), outcome('b', false)],
      untouched: [skipped],
    });
    const headings = text.split('\n').filter((line) => /: \d+ instance/.test(line));
    assert.deepEqual(headings, [
      'Not changed: 1 instance',
      'Skipped because you cancelled: 1 instance',
      'Changed: 1 instance',
    ]);
    assert.ok(
      text.includes(
        'b (rm-b)\n    no permission: You may not.\n    2026-01-01T00:00:00Z\n    request R-1\n    Production, cn-hangzhou\n',
      ),
    );
  });
});

describe('what came of a change', () => {
  test('says what it means for new backups', () => {
    assert.match(resultWords('accepted', 'enable'), /is on; new backups are encrypted/);
    assert.match(resultWords('accepted', 'disable'), /is off; new backups are not encrypted/);
    assert.match(resultWords('confirmed', 'disable'), /is off; the reply was lost/);
  });

  test('says how many plain backups are kept, where that is known', () => {
    const kept = (plain: number) => ({ encrypted: 0, plain, unclear: 1, days: 31 });
    assert.equal(
      resultWords('accepted', 'enable', kept(7)),
      'backup encryption is on; new backups are encrypted. 7 backups that were made before are kept and are not encrypted.',
    );
    assert.match(resultWords('confirmed', 'enable', kept(1)), /\. 1 backup that was made before is kept/);
    for (const words of [
      resultWords('accepted', 'enable', kept(0)),
      resultWords('accepted', 'disable', kept(7)),
    ])
      assert.doesNotMatch(words, /kept/);
    assert.doesNotMatch(resultWords('unconfirmed', 'enable', kept(7)), /kept/);
  });

  test('that was on already says that no key was applied, whichever was chosen', () => {
    assert.equal(resultWords('already-enabled', 'enable'), 'was on already; no new key was applied');
  });
});
