import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { huaweiAccount } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { never } from '../../support/session.ts';
import { until } from '../../support/until.ts';

test('what a person asks for goes before the reading of the fleet', async (t) => {
  const bench = await openBench(t, buildFleet({ alibaba: 0, huawei: 300, latencyMs: 5 }));
  const { sandbox } = bench;
  const desk = await bench.open([huaweiAccount(sandbox)], { concurrency: 2 });
  const reading = desk.fleet.refresh(true);
  await until(() => sandbox.requests.length > 30, 'the fleet is being read');
  const last = [...desk.inventory.records()].at(-1)?.instance;
  assert.ok(last);
  const before = sandbox.requests.length;
  await desk.fleet.refreshInstance({ accountId: last.accountId, instanceId: last.id }, never);
  // Its two requests, one after the other, and what the fleet had under way; in turn it would be more than 60.
  assert.ok(sandbox.requests.length - before < 30, `${sandbox.requests.length - before} requests`);
  await reading;
});
