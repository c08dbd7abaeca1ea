/** Several windows by the timer: one reads, the others take over what it has kept. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Desk } from '../../support/bench.ts';
import { openBench } from '../../support/bench.ts';
import { until } from '../../support/until.ts';

const HOUR = 60 * 60 * 1000;
const HALF_AN_HOUR = HOUR / 2;

function states({ inventory }: Desk): string[] {
  return [...inventory.records()].map(
    ({ instance, encryption: { state, stale } }) => `${instance.id} ${state} ${stale ? 'stale' : 'fresh'}`,
  );
}

describe('two windows, when it is time to refresh', () => {
  test('send the requests of one, and show the same', async (t) => {
    const bench = await openBench(t);
    const one = await bench.open();
    await one.fleet.refresh(false);
    const other = await bench.open();
    await other.fleet.refresh(false);
    bench.time.ahead += HOUR;
    bench.sandbox.clearRequests();
    await one.fleet.refreshInTurn(HALF_AN_HOUR);
    const alone = bench.sandbox.requests.length;
    assert.ok(alone > 0);
    await other.fleet.refreshInTurn(HALF_AN_HOUR);
    assert.equal(bench.sandbox.requests.length, alone);
    assert.deepEqual(states(other), states(one));
    for (const { id, refreshedAt } of other.inventory.accounts())
      assert.equal(refreshedAt, one.inventory.account(id)?.refreshedAt);
  });

  test('at the same moment, too', async (t) => {
    const bench = await openBench(t);
    const desks = [await bench.open(), await bench.open()] as const;
    for (const desk of desks) await desk.fleet.refresh(false);
    bench.time.ahead += HOUR;
    bench.sandbox.clearRequests();
    await desks[0].fleet.refreshInTurn(HALF_AN_HOUR);
    const alone = bench.sandbox.requests.length;
    bench.time.ahead += HOUR;
    bench.sandbox.clearRequests();
    const both = desks.map((desk) => desk.fleet.refreshInTurn(HALF_AN_HOUR));
    await until(() => bench.sandbox.requests.length > 0, 'one of them reads');
    await Promise.all(both);
    assert.ok(bench.sandbox.requests.length <= alone, `${bench.sandbox.requests.length} requests`);
    assert.deepEqual(states(desks[0]), states(desks[1]));
  });

  test('read each for itself what is in trouble, and after an interval without the other', async (t) => {
    const bench = await openBench(t);
    const [one, other] = [await bench.open(), await bench.open()];
    await one.fleet.refresh(false);
    const take = bench.sandbox.faults.add({ match: {}, effect: { kind: 'status', status: 500 } });
    await other.fleet.refresh(false);
    take();
    bench.sandbox.clearRequests();
    await other.fleet.refreshInTurn(HALF_AN_HOUR);
    assert.ok(bench.sandbox.requests.length > 0);
    assert.deepEqual(
      other.inventory.accounts().map(({ state }) => state),
      one.inventory.accounts().map(({ state }) => state),
    );
  });
});
