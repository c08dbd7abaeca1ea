/** How often, how soon and how many at once a call is tried, by what comes back; no sockets, and no wait is waited. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError, type CloudErrorDetails } from '../../../../src/cloud/error.ts';
import { LIMITS } from '../../../../src/cloud/transport/limits.ts';
import { callOf, openCaller } from '../../../support/caller.ts';
import { skipWaits } from '../../../support/time.ts';

const OK = { status: 200, headers: new Headers(), text: '{"ok":true}' };
const ORIGIN = 'https://cloud.invalid';
const NOW = Date.parse('2026-01-01T00:00:00Z');

/** @param answer what the nth request is answered with */
function open(t: TestContext, answer: (nth: number) => Partial<CloudErrorDetails> | undefined, random = 0) {
  let sent = 0;
  let underWay = 0;
  const most = { atOnce: 0 };
  const http = async () => {
    const details = answer((sent += 1));
    most.atOnce = Math.max(most.atOnce, (underWay += 1));
    await new Promise(setImmediate);
    underWay -= 1;
    if (details) throw new CloudError({ category: 'server', message: 'no', retryable: true, ...details });
    return OK;
  };
  const waits = skipWaits(t);
  const { caller, read } = openCaller(t, { http, random: () => random, clock: { now: () => NOW } });
  const ask = () =>
    read(ORIGIN).then(
      () => 'ok',
      (error: unknown) => (error instanceof CloudError ? error.category : 'odd'),
    );
  return { ask, caller, waits, most, sent: () => sent };
}

describe('before it is tried again', () => {
  test('a call waits ever longer, with jitter up to the whole', async (t) => {
    const whole = open(t, () => ({}), 1);
    assert.equal(await whole.ask(), 'server');
    assert.deepEqual(whole.waits, [2 * LIMITS.firstBackoff, 4 * LIMITS.firstBackoff]);
  });

  test('a call waits as long as the cloud asks, ten seconds at most, and the jitter besides', async (t) => {
    const asked = [1_500, 60_000];
    const { ask, waits } = open(t, (nth) => ({ retryAfterMs: asked[nth - 1] }), 0.5);
    await ask();
    assert.deepEqual(waits, [1_500 + LIMITS.firstBackoff, LIMITS.longestBackoff + 2 * LIMITS.firstBackoff]);
  });
});

describe('the retries of an account', () => {
  test('are spent at some point, and earned again by what goes well', async (t) => {
    const trouble = { category: 'throttled' } as const;
    let answer: Partial<CloudErrorDetails> | undefined = trouble;
    const { ask, sent } = open(t, () => answer);
    const attempts = async () => {
      const before = sent();
      await ask();
      return sent() - before;
    };
    while ((await attempts()) > 1);
    answer = undefined;
    assert.deepEqual([await attempts(), await attempts()], [1, 1]);
    answer = trouble;
    assert.deepEqual([await attempts(), await attempts()], [2, 1], 'one retry for two successes');
  });
});

describe('the requests at once', () => {
  test('are half as many after throttling, once for all that left together, and more again by and by', async (t) => {
    const isBusy = { now: true };
    const { ask, most } = open(t, () =>
      isBusy.now ? { category: 'throttled', retryable: false } : undefined,
    );
    const seen = async (calls: number) => {
      most.atOnce = 0;
      await Promise.all(Array.from({ length: calls }, ask));
      return most.atOnce;
    };
    assert.equal(await seen(8), 8);
    isBusy.now = false;
    assert.equal(await seen(8), 4, 'halved once');
    assert.equal(await seen(64), 8, 'and back');
  });
});

test('a cloud whose clock is another each time is asked once more, not for ever', async (t) => {
  const { ask, sent } = open(t, (nth) => ({
    ...{ category: 'clock-skew', retryable: false },
    serverTime: NOW + nth * 3_600_000,
  }));
  assert.equal(await ask(), 'clock-skew');
  assert.equal(sent(), 2);
});

test('what is no failure of a request ends the call at once', async (t) => {
  const { caller, sent } = open(t, () => undefined);
  const odd = {
    ...callOf(ORIGIN),
    parse: () => {
      throw new TypeError('odd');
    },
  };
  await assert.rejects(caller.call(odd, new AbortController().signal), TypeError);
  assert.equal(sent(), 1);
});

describe('a region of a host that fails', () => {
  const failing = (t: TestContext, pattern: string) =>
    open(t, (nth) => (pattern[nth - 1] === 'x' ? { retryable: false } : undefined));

  test('is in trouble only by failures in a row: an answer ends the count', async (t) => {
    const { ask, sent } = failing(t, 'xxxx.xxxx.xxxxx');
    for (let calls = 0; calls < 16; calls += 1) await ask();
    assert.equal(sent(), 15, 'only the sixteenth is turned away');
  });

  test('what is wrong with a request says nothing of the endpoint, and ends the count as well', async (t) => {
    const { ask, sent } = open(t, (nth) =>
      nth === 5 ? { category: 'permission', retryable: false } : { retryable: false },
    );
    for (let calls = 0; calls < 11; calls += 1) await ask();
    assert.equal(sent(), 10);
  });
});
