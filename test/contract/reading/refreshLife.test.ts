import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { alibabaAccount, huaweiAccount, wrongSecret } from '../../support/accounts.ts';
import { atOnce } from '../../support/atOnce.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { closedOrigin } from '../../support/server.ts';
import { count, operations } from '../../support/requests.ts';
import { until } from '../../support/until.ts';

const STATUS = 'DescribeBackupEncryptStatus';

function inOrder(bench: Bench): string[] {
  return operations(bench.sandbox).toSorted();
}

function statesOf({ inventory }: Desk): string[] {
  return [...inventory.records()].map(
    ({ instance, encryption: { state, stale } }) => `${instance.name} ${state} ${stale}`,
  );
}

describe('refreshes that overlap', () => {
  test('are one: no request is doubled', async (t) => {
    const bench = await openBench(t);
    const alone = await bench.open();
    await alone.fleet.refresh(false);
    const once = inOrder(bench);
    bench.sandbox.clearRequests();
    const desk = await bench.open();
    const first = desk.fleet.refresh(false);
    const second = desk.fleet.refresh(true);
    const account = desk.fleet.refreshAccount('hw', true);
    assert.equal(desk.inventory.activity.refreshing, true);
    await Promise.all([first, second, account]);
    assert.equal(desk.inventory.activity.refreshing, false);
    assert.equal(count(bench.sandbox, 'KeystoneListAuthProjects'), 1);
    assert.equal(count(bench.sandbox, STATUS), once.filter((name) => name === STATUS).length);
    assert.equal(count(bench.sandbox, 'DescribeDBInstances'), 3);
  });
});

describe('while a refresh runs', () => {
  test('each state shows as it arrives, and one that hangs holds up none', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([huaweiAccount(bench.sandbox)]);
    const [hanging] = bench.sandbox.state.huawei.instances.values();
    assert.ok(hanging);
    bench.sandbox.faults.add({ match: { instanceId: hanging.id }, effect: { kind: 'hang' } });
    const refreshing = desk.fleet.refresh(false);
    const settled = () =>
      [...desk.inventory.records()].filter(({ encryption }) => encryption.reason?.category !== 'pending');
    await until(() => settled().length === 12, 'all but one are known');
    assert.equal(desk.inventory.activity.refreshing, true);
    assert.equal(desk.encryption(hanging.name).reason?.category, 'pending');
    desk.fleet.cancel();
    await refreshing;
  });

  test('cancel stops it at once; what was known stays, nothing more is sent', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const known = statesOf(desk);
    bench.sandbox.faults.add({ match: { operation: STATUS }, effect: { kind: 'hang' } });
    bench.sandbox.faults.add({
      match: { operation: 'DescribeBackups' },
      effect: { kind: 'latency', ms: 30_000 },
    });
    bench.sandbox.clearRequests();
    const refreshing = desk.fleet.refresh(true);
    await until(() => count(bench.sandbox, STATUS) > 0, 'states are asked for');
    desk.fleet.cancel();
    await atOnce(refreshing);
    assert.equal(desk.inventory.activity.refreshing, false);
    const sent = bench.sandbox.requests.length;
    assert.deepEqual(statesOf(desk), known);
    bench.sandbox.faults.clear();
    await desk.fleet.refresh(false);
    assert.ok(bench.sandbox.requests.length > sent, 'and a new one works at once');
    assert.deepEqual(statesOf(desk), known);
  });
});

describe('what fails', () => {
  test('a failure after an answer keeps it, old, with the reason; never off', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const before = desk.encryption('risk-engine');
    await bench.sandbox.close();
    await desk.fleet.refresh(true);
    const after = desk.encryption('risk-engine');
    assert.deepEqual([after.state, after.evidence, after.stale], ['off', before.evidence, true]);
    assert.equal(after.reason?.category, 'network');
    assert.deepEqual(
      [desk.encryption('trade-core').state, desk.encryption('orders-prod').state],
      ['on', 'on'],
    );
    assert.equal(desk.encryption('payroll').state, 'unknown');
    assert.equal(desk.inventory.account('hw')?.state, 'problem');
  });

  test('without an earlier answer it is unknown, with the reason', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([huaweiAccount(bench.sandbox)]);
    bench.sandbox.faults.add({ match: { operation: STATUS }, effect: { kind: 'body', text: '<html>login' } });
    await desk.fleet.refresh(false);
    for (const { encryption } of desk.inventory.records()) {
      const { state, stale, reason } = encryption;
      assert.deepEqual([state, stale, reason?.category], ['unknown', false, 'unexpected-reply']);
    }
  });

  test('a bad region hides no other region', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([
      huaweiAccount(bench.sandbox, { regions: ['cn-south-1', 'cn-north-4'] }),
      alibabaAccount(bench.sandbox, { regions: ['no-such-9', 'cn-hangzhou'] }),
    ]);
    await desk.fleet.refresh(false);
    assert.equal(desk.encryption('trade-core').state, 'on');
    assert.equal(desk.encryption('orders-prod').state, 'on');
    for (const [account, region] of Object.entries({ hw: 'cn-south-1', ali: 'no-such-9' })) {
      const { state, reason, regionReasons } = desk.inventory.account(account) ?? {};
      assert.deepEqual([state, reason?.category], ['problem', 'not-found']);
      assert.deepEqual([...(regionReasons?.keys() ?? [])], [region]);
    }
  });

  test('a bad account hides no other account', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([
      huaweiAccount(bench.sandbox, { id: 'bad', credentials: wrongSecret('huawei') }),
      alibabaAccount(bench.sandbox, { id: 'gone', endpoints: { sts: await closedOrigin() } }),
      alibabaAccount(bench.sandbox),
    ]);
    await desk.fleet.refresh(false);
    const states = desk.inventory.accounts().map(({ id, state, reason }) => [id, state, reason?.category]);
    assert.deepEqual(states, [
      ['bad', 'problem', 'credentials'],
      ['gone', 'problem', 'network'],
      ['ali', 'ok', undefined],
    ]);
    assert.equal(desk.encryption('orders-prod').state, 'on');
  });
});

describe('accounts that change while they are read', () => {
  test('late results of a removed account are dropped', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    bench.sandbox.faults.add({ match: { operation: STATUS }, effect: { kind: 'latency', ms: 150 } });
    const refreshing = desk.fleet.refresh(false);
    await until(() => count(bench.sandbox, STATUS) > 0, 'states are asked for');
    await desk.fleet.configure({ accounts: [alibabaAccount(bench.sandbox)], problems: [] });
    await refreshing;
    assert.deepEqual(
      desk.inventory.accounts().map(({ id }) => id),
      ['ali'],
    );
    assert.equal(
      [...desk.inventory.records()].some(({ instance }) => instance.provider === 'huawei'),
      false,
    );
    assert.equal(desk.encryption('orders-prod').state, 'on');
    assert.equal((await readdir(join(bench.storage, 'accounts'))).length, 1, 'nothing is kept of it');
  });

  test('instances of a region that is no longer looked at are gone', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([huaweiAccount(bench.sandbox)]);
    await desk.fleet.refresh(false);
    const accounts = [huaweiAccount(bench.sandbox, { regions: ['ap-southeast-3'] })];
    assert.deepEqual(await desk.fleet.configure({ accounts, problems: [] }), ['hw']);
    await desk.fleet.refresh(false);
    const regions = [...desk.inventory.records()].map(({ instance }) => instance.region);
    assert.deepEqual([...new Set(regions)], ['ap-southeast-3']);
  });

  test('an instance that the cloud no longer lists is gone, a new one is there', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([huaweiAccount(bench.sandbox)]);
    await desk.fleet.refresh(false);
    const { instances } = bench.sandbox.state.huawei;
    const gone = instances.get(desk.instance('trade-core').id);
    assert.ok(gone);
    instances.delete(gone.id);
    const id = gone.id.replace(/^..../, '0000');
    instances.set(id, { ...gone, id, name: 'newcomer' });
    await desk.fleet.refresh(false);
    assert.throws(() => desk.record('trade-core'));
    assert.equal(desk.encryption('newcomer').state, 'on');
  });
});
