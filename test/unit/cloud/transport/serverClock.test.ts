/** What a refusal teaches of the cloud's clock. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CloudError, type CloudErrorDetails } from '../../../../src/cloud/error.ts';
import { LIMITS } from '../../../../src/cloud/transport/limits.ts';
import { ServerClock } from '../../../../src/cloud/transport/serverClock.ts';
import { listingLog } from '../../../support/log.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const MINUTE = 60_000;

function open() {
  const log = listingLog();
  const clock = new ServerClock({ now: () => NOW }, log);
  const learn = (ahead: number | undefined, used = 0, details: Partial<CloudErrorDetails> = {}) =>
    clock.learn(
      new CloudError({
        ...{ category: 'clock-skew', message: 'no', ...details },
        ...(ahead !== undefined && { serverTime: NOW + ahead }),
      }),
      used,
    );
  return { clock, learn, lines: log.lines };
}

describe('a refusal for the clock', () => {
  for (const [ahead, words] of [
    [20 * MINUTE, '20 minutes behind'],
    [-90 * MINUTE, '90 minutes ahead of'],
  ] as const)
    test(`corrects it, and says so once (${words})`, () => {
      const { clock, learn, lines } = open();
      assert.equal(learn(ahead), true);
      assert.deepEqual([clock.now(), clock.skew], [NOW + ahead, ahead]);
      assert.equal(learn(ahead + 1, 0), true, 'one that left before gains by it as well');
      assert.deepEqual(lines, [`this computer's clock is ${words} the cloud's; corrected`]);
    });

  test('of a request that had that correction already cannot be helped', () => {
    const { clock, learn } = open();
    learn(20 * MINUTE);
    assert.equal(learn(20 * MINUTE, 20 * MINUTE), false);
    assert.equal(learn(20 * MINUTE + MINUTE - 1, 20 * MINUTE), false);
    assert.equal(clock.skew, 20 * MINUTE);
    assert.equal(learn(21 * MINUTE, 20 * MINUTE), true, 'by a minute more it is another one');
    assert.equal(clock.skew, 21 * MINUTE);
  });

  test('by less than a minute, or by more than anyone believes, corrects nothing', () => {
    const { clock, learn, lines } = open();
    for (const ahead of [MINUTE - 1, 1 - MINUTE, LIMITS.believableSkew + 1, -LIMITS.believableSkew - 1])
      assert.equal(learn(ahead), false);
    assert.deepEqual([clock.skew, lines], [0, []]);
    assert.equal(learn(LIMITS.believableSkew), true);
  });

  test('without a time, or for something else, teaches nothing', () => {
    const { clock, learn } = open();
    assert.equal(learn(undefined), false);
    assert.equal(learn(20 * MINUTE, 0, { category: 'server' }), false);
    assert.equal(clock.skew, 0);
  });
});
