import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Pace } from '../../../../src/cloud/transport/pace.ts';
import { RetryBudget } from '../../../../src/cloud/transport/retryBudget.ts';
import { never } from '../../../support/session.ts';

/** How many tasks a pace runs at once. */
async function atOnce(pace: Pace): Promise<number> {
  let [running, most] = [0, 0];
  const task = async () => {
    most = Math.max(most, (running += 1));
    await new Promise((resolve) => setImmediate(resolve));
    running -= 1;
  };
  await Promise.all(Array.from({ length: 64 }, () => pace.run(task, never)));
  return most;
}

describe('the pace of an account', () => {
  test('begins at the setting, halves on throttling, never below one', async () => {
    const pace = new Pace(() => 8);
    const seen = [await atOnce(pace)];
    for (let turn = 0; turn < 4; turn += 1) {
      pace.throttled();
      seen.push(await atOnce(pace));
    }
    assert.deepEqual(seen, [8, 4, 2, 1, 1]);
  });

  test('grows back slowly, one for a full round of successes, and not beyond the setting', async () => {
    const pace = new Pace(() => 4);
    pace.throttled();
    pace.throttled();
    const seen: number[] = [];
    for (let successes = 0; successes < 12; successes += 1) {
      pace.succeeded();
      seen.push(await atOnce(pace));
    }
    assert.deepEqual(seen, [2, 2, 3, 3, 3, 4, 4, 4, 4, 4, 4, 4]);
  });

  test('halves once for all that were under way together', () => {
    const pace = new Pace(() => 8);
    const { round } = pace;
    for (let answer = 0; answer < 8; answer += 1) pace.throttled(round);
    assert.equal(pace.limit, 4);
    pace.throttled(pace.round);
    assert.equal(pace.limit, 2, 'and again for those that left after that');
  });

  test('forgets with a halving what went well before it', () => {
    const pace = new Pace(() => 8);
    pace.throttled();
    for (let successes = 0; successes < 3; successes += 1) pace.succeeded();
    pace.throttled();
    pace.succeeded();
    assert.equal(pace.limit, 2, 'one success is no full round of two');
    pace.succeeded();
    assert.equal(pace.limit, 3);
  });

  test('takes a lower setting at once', async () => {
    let setting = 8;
    const pace = new Pace(() => setting);
    await atOnce(pace);
    setting = 2;
    assert.equal(await atOnce(pace), 2);
  });

  test('leaves the queue at once when cancelled', async () => {
    const pace = new Pace(() => 1);
    let finish = (): void => undefined;
    const first = pace.run(() => new Promise<void>((resolve) => (finish = resolve)), never);
    const controller = new AbortController();
    let ran = false;
    const second = pace.run(() => Promise.resolve((ran = true)), controller.signal);
    controller.abort(new Error('cancelled by a test'));
    await assert.rejects(second, /cancelled by a test/);
    finish();
    await first;
    assert.equal(ran, false);
  });
});

describe('the retry budget', () => {
  test('is spent at some point, and earned again by successes', () => {
    const budget = new RetryBudget();
    let taken = 0;
    while (taken < 1000 && budget.take()) taken += 1;
    assert.ok(taken >= 5 && taken <= 50, `${taken} retries`);
    budget.succeeded();
    budget.succeeded();
    assert.equal(budget.take(), true);
    assert.equal(budget.take(), false);
  });

  test('is not hoarded without bound', () => {
    const budget = new RetryBudget();
    for (let successes = 0; successes < 10_000; successes += 1) budget.succeeded();
    let taken = 0;
    while (taken < 1000 && budget.take()) taken += 1;
    assert.ok(taken <= 100, `${taken} retries`);
  });
});
