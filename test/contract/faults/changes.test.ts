/** Rows 15, 16 and 17: a change whose reply is spoilt, that takes its time, or whose key is no good. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { obstacle } from '../../../src/fleet/changing/obstacle.ts';
import { openBench } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { CLOUDS, openPair, PAIRS, shown, type Cloud, type Pair } from '../../support/pair.ts';
import { startRelay } from '../../support/relay.ts';
import { changing } from '../../support/requests.ts';
import { until } from '../../support/until.ts';
import { row } from './rows.ts';

/** A pair behind a relay that carries out every change, and answers 500 to it. */
function openFailing(t: TestContext, cloud: Cloud): Promise<Pair> {
  return openPair(t, cloud, ({ origin }) =>
    startRelay(t, origin, (reply, { method = '', url = '', headers }) => {
      const isChange =
        headers['x-acs-action'] === PAIRS.alibaba.change ||
        (method === 'POST' && url.endsWith('/encryption'));
      if (!isChange) return reply;
      return { status: 500, headers: {}, body: Buffer.from('{"error_code":"DBS.108000"}') };
    }),
  );
}

/** A usable key, where the cloud needs one. */
function keyOf({ bench, cloud }: Pair): { keyId?: string } {
  const key = bench.sandbox.state.huawei.keys.find(({ alias }) => alias === 'taurusdb-backups');
  return cloud === 'huawei' && key ? { keyId: key.id } : {};
}

const atOnce = { concurrency: true };

describe(row(15), atOnce, () => {
  const wanted = {
    huawei: ['confirmed', 'on - fresh', 'enable confirmed'],
    alibaba: ['unconfirmed', 'unknown unconfirmed fresh', 'enable open'],
  } as const;
  for (const cloud of CLOUDS)
    test(`500 after the effect (${cloud}): one request, reading decides, ${wanted[cloud][0]}`, async (t) => {
      const pair = await openFailing(t, cloud);
      const { bench, desk } = pair;
      await desk.fleet.refresh(false);
      bench.sandbox.clearRequests();
      const { victim, change } = PAIRS[cloud];
      const asked = { change: 'enable', ...keyOf(pair) } as const;
      const result = await desk.fleet.changes.change(desk.ref(victim), asked);
      assert.deepEqual([result, shown(pair, victim), outcomesOf(bench)[0]], wanted[cloud]);
      assert.deepEqual(changing(bench.sandbox), [change]);
      await desk.fleet.refresh(false);
      assert.deepEqual(changing(bench.sandbox), [change], 'never asked for again by itself');
    });
});

describe(row(16), atOnce, () => {
  const off = { kind: 'body', text: '{"encryption_status":"off"}', contentType: 'application/json' } as const;
  const delays = { 'seen at the second look': 1, 'seen at the third': 2 };
  for (const [name, times] of Object.entries(delays))
    test(`accepted but not yet visible, ${name} (huawei): waits and reads`, async (t) => {
      const pair = await openPair(t, 'huawei');
      const { bench, desk } = pair;
      await desk.fleet.refresh(false);
      const ref = desk.ref('risk-engine');
      bench.sandbox.faults.add({ match: { operation: PAIRS.huawei.read }, times, effect: off });
      const result = await desk.fleet.changes.change(ref, { change: 'enable', ...keyOf(pair) });
      assert.equal(result, 'accepted');
      assert.equal(shown(pair, 'risk-engine'), 'on - fresh');
      assert.deepEqual(changing(bench.sandbox), [PAIRS.huawei.change]);
    });

  test('accepted and not visible (huawei): the row says when it was asked for, and it is read on', async (t) => {
    const pair = await openPair(t, 'huawei');
    const { bench, desk } = pair;
    await desk.fleet.refresh(false);
    const heal = bench.sandbox.faults.add({ match: { operation: PAIRS.huawei.read }, effect: off });
    const wanted = { change: 'enable', ...keyOf(pair) } as const;
    assert.equal(await desk.fleet.changes.change(desk.ref('risk-engine'), wanted), 'not-seen');
    assert.deepEqual(outcomesOf(bench), ['enable accepted']);
    assert.equal(shown(pair, 'risk-engine'), 'off unconfirmed fresh');
    const { reason } = desk.encryption('risk-engine');
    assert.equal(reason?.since, bench.journal()[0]?.at);
    assert.match(reason?.message ?? '', /was accepted; the cloud does not show it yet/);
    heal();
    await until(() => shown(pair, 'risk-engine') === 'on - fresh', 'it shows by itself');
    assert.equal(changing(bench.sandbox).length, 1);
  });

  test('accepted and never visible (huawei): after a minute the row says what the cloud says', async (t) => {
    const pair = await openPair(t, 'huawei');
    const { bench, desk } = pair;
    await desk.fleet.refresh(false);
    bench.sandbox.faults.add({ match: { operation: PAIRS.huawei.read }, effect: off });
    await desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', ...keyOf(pair) });
    bench.time.ahead = 60_000;
    await desk.fleet.refresh(false);
    assert.equal(shown(pair, 'risk-engine'), 'off - fresh');
  });

  for (const name of ['checkout-staging', 'settlement-batch', 'sg-reports'])
    test(`busy (${name}): the row says with what, before anything is asked`, async (t) => {
      const bench = await openBench(t);
      const desk = await bench.open();
      await desk.fleet.refresh(false);
      const busy = /its status is "(Rebooting|FROZEN|BACKING UP)"/;
      assert.match(obstacle('enable', desk.record(name)) ?? '', busy);
    });
});

describe(row(17), atOnce, () => {
  const keys: Readonly<Record<string, readonly [Cloud, RegExp]>> = {
    'retired-2023': ['huawei', /retired-2023.*disabled/],
    'test-leftover': ['huawei', /test-leftover.*deletion/],
    'finance-backups': ['huawei', /finance-backups.*enterprise project/],
    'alias/retired-2023': ['alibaba', /disabled/],
    'alias/test-leftover': ['alibaba', /deleted/],
  };
  const chooseKey = async (t: TestContext, cloud: Cloud, keyId: string, wanted: object) => {
    const pair = await openPair(t, cloud);
    const { bench, desk } = pair;
    bench.sandbox.state.alibaba.roleExists = true;
    await desk.fleet.refresh(false);
    const { victim } = PAIRS[cloud];
    await assert.rejects(desk.fleet.changes.change(desk.ref(victim), { change: 'enable', keyId }), wanted);
    assert.equal(shown(pair, victim), 'off - fresh', 'nothing changed');
    assert.deepEqual(changing(bench.sandbox), []);
    assert.ok(!outcomesOf(bench).includes('enable open'));
  };
  for (const [alias, [cloud, message]] of Object.entries(keys))
    test(`${alias} (${cloud}): a precise message, nothing changed`, async (t) => {
      const { sandbox } = await openBench(t);
      const key = [...sandbox.state[cloud].keys].find((one) => one.alias === alias);
      assert.ok(key);
      await chooseKey(t, cloud, key.id, { category: 'key', message });
    });

  for (const cloud of CLOUDS)
    test(`a key of another region (${cloud}): refused, nothing changed`, async (t) => {
      await chooseKey(t, cloud, '00000000-0000-0000-0000-000000000000', { category: 'key' });
    });
});
