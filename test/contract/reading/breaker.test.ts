/** Clouds that are down: asked a few times, then left alone, whatever there is to be read or changed. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { alibabaAccount } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { startFront } from '../../support/front.ts';
import { outcomesOf } from '../../support/journal.ts';
import { accountAt, CLOUDS, openPair, PAIRS, shown } from '../../support/pair.ts';
import { changing } from '../../support/requests.ts';

const DOWN = { kind: 'resetBefore' } as const;
const atOnce = { concurrency: true };

describe('a cloud whose states cannot be read any more', atOnce, () => {
  for (const cloud of CLOUDS)
    test(`${cloud}: fewer requests than instances, every state kept as old, right again when a person asks`, async (t) => {
      const bench = await openBench(t, buildFleet({ alibaba: 200, huawei: 200 }));
      const desk = await bench.open([accountAt(cloud, bench.sandbox)]);
      await desk.fleet.refresh(false);
      const before = new Map([...desk.inventory.records()].map((one) => [one.instance.id, one.encryption]));
      bench.sandbox.clearRequests();
      for (const operation of [PAIRS[cloud].read, 'CheckRegionSupportBackupEncryption'])
        bench.sandbox.faults.add({ match: { operation }, effect: DOWN });
      await desk.fleet.refresh(false);
      const cut = bench.sandbox.requests.filter(({ status }) => status === 0).length;
      t.diagnostic(`${cut} requests`);
      assert.ok(cut >= 5 && cut < 200, `${cut} requests`);
      const old = [...desk.inventory.records()].filter(({ encryption }) => encryption.stale);
      for (const { instance, encryption } of old) {
        assert.equal(encryption.state, before.get(instance.id)?.state);
        assert.equal(encryption.reason?.category, 'network');
      }
      const turnedAway = old.filter(({ encryption }) => encryption.reason?.until);
      assert.ok(turnedAway.length > 50, `${turnedAway.length} turned away`);
      assert.match(turnedAway[0]?.encryption.reason?.message ?? '', /times in a row/);
      bench.sandbox.faults.clear();
      await desk.fleet.refresh(true);
      for (const { instance, encryption } of desk.inventory.records())
        assert.deepEqual([encryption.state, encryption.stale], [before.get(instance.id)?.state, false]);
    });
});

describe('a change of an instance whose cloud is left alone', atOnce, () => {
  test('is refused with the reason before anything is sent, and journalled so', async (t) => {
    const bench = await openBench(t);
    const front = await startFront(bench.sandbox.origin, { address: '127.0.0.1' });
    t.after(() => front.close());
    const { origin } = bench.sandbox;
    const desk = await bench.open([
      alibabaAccount(bench.sandbox, { endpoints: { rds: front.origin, kms: origin, sts: origin } }),
    ]);
    await desk.fleet.refresh(false);
    const enable = () => desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    const heal = bench.sandbox.faults.add({ match: { operation: 'DescribeDBInstances' }, effect: DOWN });
    for (let turn = 0; turn < 5; turn += 1) await desk.fleet.refresh(false);
    heal();
    await assert.rejects(enable(), { category: 'network', unsent: true, message: /times in a row/ });
    assert.deepEqual(changing(bench.sandbox), []);
    assert.deepEqual(outcomesOf(bench), ['enable refused']);
    assert.equal(shown({ desk }, 'web-sessions'), 'off network stale', 'not "unconfirmed": nothing was sent');
    bench.time.ahead += 15_000;
    assert.equal(await enable(), 'accepted', 'the change itself may be the one that tries');
    assert.deepEqual(outcomesOf(bench), ['enable refused', 'enable accepted']);
  });
});

describe('a person who asks for one instance', atOnce, () => {
  test('is not told to wait: the cloud is asked at once', async (t) => {
    const { bench, desk } = await openPair(t, 'huawei');
    await desk.fleet.refresh(false);
    const { victim } = PAIRS.huawei;
    const heal = bench.sandbox.faults.add({ match: { provider: 'huawei' }, effect: DOWN });
    for (let turn = 0; turn < 5; turn += 1) await desk.fleet.refreshAccount('hw', false);
    heal();
    await desk.fleet.refreshAccount('hw', false);
    assert.match(desk.encryption(victim).reason?.message ?? '', /5 times in a row/);
    await desk.fleet.refreshInstance(desk.ref(victim), new AbortController().signal);
    assert.equal(shown({ desk }, victim), 'off - fresh');
  });
});

describe('a change while there is no connection', () => {
  test('is refused, and not taken for a lost reply', async (t) => {
    const bench = await openBench(t);
    const front = await startFront(bench.sandbox.origin, { address: '127.0.0.1' });
    const desk = await bench.open([alibabaAccount(front)]);
    await desk.fleet.refresh(false);
    front.close();
    const change = desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    await assert.rejects(change, { category: 'network', message: /ECONNREFUSED/ });
    assert.deepEqual(outcomesOf(bench), ['enable refused']);
    assert.equal(desk.encryption('web-sessions').state, 'off');
  });
});
