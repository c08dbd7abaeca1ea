/** Row 8: a cloud that throttles three requests in ten; row 7: what it says of when to come again. */
import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { accountAt, CLOUDS, openPair, PAIRS, strike, type Cloud } from '../../support/pair.ts';
import { row } from './rows.ts';

/** What every instance shows when nothing goes wrong, and how many requests that takes. */
async function quietly(bench: Bench, cloud: Cloud) {
  const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
  await desk.fleet.refresh(false);
  const requests = bench.sandbox.requests.length;
  await desk.fleet.forget(accountAt(cloud, bench.sandbox).id);
  // Proofs stay when an account goes, and save requests.
  await rm(join(bench.storage, 'proofs.json'), { force: true });
  bench.sandbox.clearRequests();
  return { states: statesOf(desk), requests };
}

function statesOf({ inventory }: Desk): Map<string, string> {
  return new Map([...inventory.records()].map(({ instance, encryption }) => [instance.id, encryption.state]));
}

/** What reading a state asks for. */
const READS = {
  alibaba: ['DescribeBackups', 'CheckRegionSupportBackupEncryption'],
  huawei: ['DescribeBackupEncryptStatus'],
} as const;

describe(row(8), { concurrency: true }, () => {
  for (const cloud of CLOUDS)
    test(`${cloud}: all right within one refresh, at most twice the requests`, async (t) => {
      const bench = await openBench(t, buildFleet({ alibaba: 200, huawei: 200 }));
      const { states, requests } = await quietly(bench, cloud);
      assert.equal(states.size, 200);
      const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
      // The proving call and the lists come through: they have no second pass.
      for (const operation of READS[cloud])
        bench.sandbox.faults.add({ match: { operation }, probability: 0.3, effect: { kind: 'throttle' } });
      await desk.fleet.refresh(false);
      const sent = bench.sandbox.requests;
      const throttled = sent.filter(({ status }) => status >= 400).length;
      t.diagnostic(`${requests} requests without a fault, ${sent.length} with; ${throttled} throttled`);
      assert.ok(throttled > requests / 5, 'the cloud did throttle');
      assert.deepEqual(statesOf(desk), states);
      assert.ok(sent.length <= 2 * requests, `${sent.length} requests`);
    });

  for (const cloud of CLOUDS)
    test(`${cloud}: a cloud that says when to come again, within seconds, is waited for within the refresh`, async (t) => {
      const bench = await openBench(t, buildFleet({ alibaba: 100, huawei: 100 }));
      const { states } = await quietly(bench, cloud);
      const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
      const effect = { kind: 'throttle', retryAfterMs: 1000 } as const;
      // More than the retries of all reads can mend: the budget is spent, and passes are needed.
      for (const operation of READS[cloud]) {
        bench.sandbox.faults.add({ match: { operation }, times: 40, effect });
        bench.sandbox.faults.add({ match: { operation }, probability: 0.3, effect });
      }
      await desk.fleet.refresh(false);
      assert.deepEqual(statesOf(desk), states);
    });

  for (const cloud of CLOUDS)
    test(`${cloud}: a cloud that throttles all is not asked in one pass after another`, async (t) => {
      const bench = await openBench(t, buildFleet({ alibaba: 200, huawei: 200 }));
      const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
      for (const operation of READS[cloud])
        bench.sandbox.faults.add({ match: { operation }, effect: { kind: 'throttle' } });
      await desk.fleet.refresh(false);
      const asked = bench.sandbox.requests.filter(({ status }) => status >= 400).length;
      t.diagnostic(`${asked} requests`);
      assert.ok(asked <= 200 + 30, 'one each, and the retries of the budget');
      for (const { encryption } of desk.inventory.records())
        if (encryption.state === 'unknown') assert.equal(encryption.reason.category, 'throttled');
    });
});

describe(row(7), () => {
  for (const cloud of CLOUDS)
    test(`${cloud}: the reason says until when the cloud asks to wait`, async (t) => {
      const pair = await openPair(t, cloud);
      strike(pair, { kind: 'throttle', retryAfterMs: 1500 });
      await pair.desk.fleet.refresh(false);
      const { reason } = pair.desk.encryption(PAIRS[cloud].victim);
      assert.equal(reason?.category, 'throttled');
      const wait = Date.parse(reason.until ?? '') - Date.now();
      assert.ok(wait > -2000 && wait <= 2000, `${reason.until}`);
      assert.ok(reason.message.includes(reason.until ?? '-'), reason.message);
    });
});
