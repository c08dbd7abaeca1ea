/** What somebody looks at is fresh while most of the fleet is not. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { NO_FILTER } from '../../../src/domain/viewChoice.ts';
import { filterOf } from '../../../src/inventory/accountView.ts';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { huaweiAccount } from '../../support/accounts.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { hold } from '../../support/hold.ts';
import { count } from '../../support/requests.ts';
import { until } from '../../support/until.ts';

const LISTS = ['DescribeDBInstances', 'ListInstances'];

/** A window that was opened on what an earlier one has read. */
async function restart(bench: Bench): Promise<Desk> {
  await (await bench.open()).fleet.refresh(false);
  const desk = await bench.open();
  bench.sandbox.clearRequests();
  const records = [...desk.inventory.records()];
  assert.ok(records.length > 0 && records.every(({ encryption }) => encryption.stale));
  return desk;
}

function look({ inventory }: Desk, ...ids: readonly string[]): void {
  const records = [...inventory.records()].filter(({ instance }) => ids.includes(instance.id));
  assert.equal(records.length, ids.length);
  for (const { instance } of records)
    inventory.attention.look({ accountId: instance.accountId, instanceId: instance.id });
}

function freshOnes({ inventory }: Desk): string[] {
  const records = [...inventory.records()].filter(({ encryption }) => !encryption.stale);
  return records.map(({ instance }) => instance.id).sort();
}

const idOf = (desk: Desk, name: string) => desk.instance(name).id;

describe('after a restart', () => {
  test('what somebody looks at is read before the regions are listed, at each cloud', async (t) => {
    const bench = await openBench(t);
    const desk = await restart(bench);
    const looked = ['orders-prod', 'inventory-prod', 'trade-core', 'risk-engine'].map((name) =>
      idOf(desk, name),
    );
    look(desk, ...looked.slice(0, 3));
    const letGo = LISTS.map((operation) => hold(bench.sandbox, { operation }));
    const reading = desk.fleet.refresh(true);
    await until(() => freshOnes(desk).length === 3, 'what is looked at is read');
    look(desk, ...looked.slice(3));
    await until(() => freshOnes(desk).length === 4, 'what is looked at meanwhile is read');
    assert.deepEqual(freshOnes(desk), looked.toSorted());
    assert.equal(desk.encryption('orders-prod').state, 'on');
    for (const release of letGo) release();
    await reading;
    assert.equal(freshOnes(desk).length, 29, 'then comes the rest');
    assert.equal(
      count(bench.sandbox, 'DescribeBackupEncryptStatus'),
      [...(desk.inventory.account('hw')?.records.keys() ?? [])].length,
      'each once',
    );
  });

  test('it is fresh while most of a slow fleet is not', async (t) => {
    const bench = await openBench(t, buildFleet({ alibaba: 300, huawei: 300 }));
    const desk = await restart(bench);
    bench.sandbox.faults.add({ match: {}, effect: { kind: 'latency', ms: 20 } });
    const accounts = desk.inventory.accounts().map(({ id, records }) => {
      const looked = [...records.keys()].slice(100, 120);
      look(desk, ...looked);
      return { id, looked };
    });
    const reading = desk.fleet.refresh(true);
    for (const { id, looked } of accounts) {
      const isFresh = (instanceId: string) =>
        desk.inventory.record({ accountId: id, instanceId })?.encryption.stale === false;
      await until(() => looked.every(isFresh), `what is looked at in ${id} is read`);
    }
    desk.fleet.cancel();
    await reading;
    for (const { id, looked } of accounts) {
      const records = desk.inventory.account(id)?.records;
      const asked = bench.sandbox.requests.flatMap(({ instanceId = '' }) =>
        records?.has(instanceId) ? [instanceId] : [],
      );
      const last = asked.findLastIndex((instanceId) => looked.includes(instanceId));
      const before = new Set(asked.slice(0, last)).size;
      assert.ok(
        before < 100,
        `${before} of 300 were asked for in ${id} until the last that is looked at was`,
      );
    }
  });

  test('one that is gone disappears with the listing, and keeps none beside it from being read', async (t) => {
    const bench = await openBench(t);
    const desk = await restart(bench);
    const { alibaba, huawei } = bench.sandbox.state;
    const [gone, left, lost] = ['orders-prod', 'inventory-prod', 'trade-core'].map((name) =>
      idOf(desk, name),
    );
    assert.ok(gone && left && lost);
    alibaba.instances.delete(gone);
    huawei.instances.delete(lost);
    look(desk, gone, left, lost);
    const letGo = LISTS.map((operation) => hold(bench.sandbox, { operation }));
    const reading = desk.fleet.refresh(true);
    await until(() => freshOnes(desk).includes(left), 'the other one is read');
    assert.ok(!freshOnes(desk).includes(gone), 'of one that is gone nothing is said');
    for (const release of letGo) release();
    await reading;
    for (const [accountId, instanceId] of [
      ['ali', gone],
      ['hw', lost],
    ] as const)
      assert.equal(desk.inventory.record({ accountId, instanceId }), undefined);
  });

  test('one that is made of something else by now is judged by what it is, before the listing', async (t) => {
    const bench = await openBench(t);
    const desk = await restart(bench);
    assert.equal(desk.encryption('orders-prod').state, 'on');
    const moved = bench.sandbox.state.alibaba.instances.get(idOf(desk, 'orders-prod'));
    assert.ok(moved);
    Object.assign(moved, { storageType: 'cloud_essd' });
    look(desk, moved.id);
    const letGo = hold(bench.sandbox, { operation: 'DescribeDBInstances' });
    const reading = desk.fleet.refresh(true);
    await until(() => freshOnes(desk).includes(moved.id), 'it is read');
    assert.equal(desk.encryption('orders-prod').state, 'unsupported');
    letGo();
    await reading;
    assert.equal(desk.encryption('orders-prod').state, 'unsupported');
  });

  test('who may not have instances described has them read after the listing', async (t) => {
    const bench = await openBench(t);
    const desk = await restart(bench);
    bench.sandbox.faults.add({
      match: { operation: 'DescribeDBInstanceAttribute' },
      effect: { kind: 'status', status: 403, code: 'NoPermission' },
    });
    look(desk, idOf(desk, 'orders-prod'));
    await desk.fleet.refresh(true);
    assert.deepEqual(
      [desk.encryption('orders-prod').state, desk.encryption('orders-prod').stale],
      ['on', false],
    );
  });

  test('what the cloud is too busy to tell of is asked for once more', async (t) => {
    const bench = await openBench(t);
    const desk = await restart(bench);
    const instanceId = idOf(desk, 'trade-core');
    look(desk, instanceId);
    const letGo = hold(bench.sandbox, { operation: 'ListInstances' });
    // All attempts of the first reading.
    bench.sandbox.faults.add({
      match: { instanceId },
      times: 3,
      effect: { kind: 'throttle', retryAfterMs: 1 },
    });
    const reading = desk.fleet.refresh(true);
    await until(() => desk.encryption('trade-core').reason?.category === 'throttled', 'it is turned away');
    letGo();
    await reading;
    assert.equal(desk.encryption('trade-core').stale, false);
  });

  test('Cancel ends it with the rest', async (t) => {
    const bench = await openBench(t);
    const desk = await restart(bench);
    const instanceId = idOf(desk, 'trade-core');
    look(desk, instanceId);
    bench.sandbox.faults.add({ match: { instanceId }, effect: { kind: 'hang' } });
    const reading = desk.fleet.refresh(true);
    const isAsked = () => bench.sandbox.requests.some((request) => request.instanceId === instanceId);
    await until(isAsked, 'it is asked for');
    desk.fleet.cancel();
    await reading;
    assert.equal(desk.encryption('trade-core').stale, true);
  });
});

describe('while a fleet is read', () => {
  test('what a filter lets through comes before the rest, also when that changes', async (t) => {
    const bench = await openBench(t, buildFleet({ alibaba: 0, huawei: 300, latencyMs: 2 }));
    const account = huaweiAccount(bench.sandbox, { regions: ['cn-north-4'] });
    const desk = await bench.open([account], { concurrency: 2 });
    const { attention } = desk.inventory;
    const filterBy = (text: string) => (attention.favored = filterOf(desk.inventory, { ...NO_FILTER, text }));
    const isRead = (text: string) => {
      const records = [...desk.inventory.records()].filter(({ instance }) => instance.name.includes(text));
      return (
        records.length > 0 && records.every(({ encryption }) => encryption.reason?.category !== 'pending')
      );
    };
    const left = () =>
      [...desk.inventory.records()].filter(({ encryption }) => encryption.reason?.category === 'pending')
        .length;
    filterBy('orders');
    const reading = desk.fleet.refresh(true);
    await until(() => isRead('orders'), 'the first ones are read');
    filterBy('archive');
    await until(() => isRead('archive'), 'those of another filter are read');
    assert.ok(left() > 40, `the rest waits: ${left()}`);
    desk.fleet.cancel();
    await reading;
  });
});
