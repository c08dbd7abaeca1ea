/** Row 8: a cloud that throttles three requests in ten. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { accountAt, CLOUDS, type Cloud } from '../../support/pair.ts';
import { row } from './rows.ts';

/** What every instance shows when nothing goes wrong, and how many requests that takes. */
async function quietly(bench: Bench, cloud: Cloud) {
  const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
  await desk.fleet.refresh(false);
  const requests = bench.sandbox.requests.length;
  await desk.fleet.forget(accountAt(cloud, bench.sandbox).id);
  bench.sandbox.clearRequests();
  return { states: statesOf(desk), requests };
}

function statesOf({ inventory }: Desk): Map<string, string> {
  return new Map([...inventory.records()].map(({ instance, encryption }) => [instance.id, encryption.state]));
}

/** Instances that show another state than they should. @param known whether `unknown` counts as one */
function wrong(desk: Desk, truth: ReadonlyMap<string, string>, known: boolean): string[] {
  return [...statesOf(desk)]
    .filter(([id, state]) => state !== truth.get(id) && (known || state !== 'unknown'))
    .map(([id, state]) => `${id} ${state}`);
}

describe(row(8), { concurrency: true }, () => {
  for (const cloud of CLOUDS)
    test(`${cloud}: no state is ever wrong, all are right in the end, at most twice the requests`, async (t) => {
      const bench = await openBench(t, buildFleet({ alibaba: 200, huawei: 200 }));
      const { states, requests } = await quietly(bench, cloud);
      assert.equal(states.size, 200);
      const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
      // The proving call and the lists come through, so that every row is there to be looked at.
      const read = cloud === 'alibaba' ? 'DescribeBackups' : 'DescribeBackupEncryptStatus';
      for (const operation of [read, 'CheckRegionSupportBackupEncryption'])
        bench.sandbox.faults.add({ match: { operation }, probability: 0.3, effect: { kind: 'throttle' } });
      let turns = 0;
      do {
        turns += 1;
        bench.sandbox.clearRequests();
        await desk.fleet.refresh(false);
        assert.ok(bench.sandbox.requests.length <= 2 * requests, `${bench.sandbox.requests.length} requests`);
        assert.deepEqual(wrong(desk, states, false), []);
        for (const { encryption } of desk.inventory.records())
          if (encryption.state === 'unknown') assert.equal(encryption.reason.category, 'throttled');
        assert.equal(statesOf(desk).size, 200);
      } while (turns < 8 && wrong(desk, states, true).length > 0);
      assert.deepEqual(wrong(desk, states, true), []);
    });
});
