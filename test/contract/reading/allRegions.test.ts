import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';

const EVERYWHERE = { regions: ['*'] } as const;

describe('an account that looks in all regions', () => {
  test('finds what naming them finds, and hides the empty ones', async (t) => {
    const bench = await openBench(t);
    const named = await bench.open();
    await named.fleet.refresh(false);
    const found = [...named.inventory.records()].map(({ instance }) => instance.id).sort();
    const both = [alibabaAccount(bench.sandbox, EVERYWHERE), huaweiAccount(bench.sandbox, EVERYWHERE)];
    const desk = await bench.open(both);
    await desk.fleet.refresh(false);
    assert.deepEqual([...desk.inventory.records()].map(({ instance }) => instance.id).sort(), found);
    for (const account of desk.inventory.accounts()) {
      assert.equal(account.state, 'ok');
      const filled = new Set([...account.records.values()].map(({ instance }) => instance.region));
      assert.deepEqual(new Set(account.regions), filled);
    }
    const asked = bench.sandbox.state.alibaba.regions.length;
    assert.ok(asked > (desk.inventory.account('ali')?.regions.length ?? 0), 'some were empty');
  });

  test('shows the last known at the next start, in its regions', async (t) => {
    const bench = await openBench(t);
    const accounts = [alibabaAccount(bench.sandbox, EVERYWHERE)];
    const first = await bench.open(accounts);
    await first.fleet.refresh(false);
    const next = await bench.open(accounts);
    assert.equal([...next.inventory.records()].length, [...first.inventory.records()].length);
    assert.deepEqual(
      new Set(next.inventory.account('ali')?.regions),
      new Set(first.inventory.account('ali')?.regions),
    );
  });

  test('loses a region when its last instance is gone', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox, EVERYWHERE)]);
    await desk.fleet.refresh(false);
    const { instances } = bench.sandbox.state.alibaba;
    for (const [id, { region }] of instances) if (region === 'eu-central-1') instances.delete(id);
    await desk.fleet.refresh(false);
    assert.ok(!desk.inventory.account('ali')?.regions.includes('eu-central-1'));
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
  });

  test('shows a region that cannot be listed, with the reason; the others answer', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([huaweiAccount(bench.sandbox, EVERYWHERE)]);
    const effect = { kind: 'status', status: 403, code: 'DBS.200010' } as const;
    bench.sandbox.faults.add({ match: { operation: 'ListInstances' }, times: 1, effect });
    await desk.fleet.refresh(false);
    const account = desk.inventory.account('hw');
    const [failed] = account?.regionReasons.keys() ?? [];
    assert.ok(failed && account?.regions.includes(failed));
    assert.ok((account?.records.size ?? 0) > 0);
  });

  for (const code of ['Api.NotSupport', 'IncorrectEngineVersion', 'BackupEncryptUnsupportRegion'])
    test(`loses no region because a listing is refused once with ${code}`, async (t) => {
      const bench = await openBench(t);
      const desk = await bench.open([alibabaAccount(bench.sandbox, EVERYWHERE)]);
      await desk.fleet.refresh(false);
      const before = [...desk.inventory.records()].map(({ instance }) => instance.id).sort();
      const { regions } = bench.sandbox.state.alibaba;
      const effect = { kind: 'status', status: 400, code } as const;
      const match = { operation: 'DescribeDBInstances' };
      bench.sandbox.faults.add({ match, times: regions.length, effect });
      await desk.fleet.refresh(true);
      const refused = desk.inventory.account('ali');
      assert.deepEqual([refused?.state, refused?.reason?.code], ['problem', code]);
      assert.equal(refused?.regionReasons.size, regions.length);
      const shown = [...desk.inventory.records()].map(({ encryption }) => encryption);
      assert.ok(shown.every(({ state, stale }) => stale || state === 'unknown'));
      assert.equal(shown.length, before.length);
      await desk.fleet.refresh(true);
      assert.deepEqual([...desk.inventory.records()].map(({ instance }) => instance.id).sort(), before);
      assert.equal(desk.inventory.account('ali')?.state, 'ok');
    });

  test('asks a region where something is known also when the cloud does not name it this time', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox, EVERYWHERE)]);
    await desk.fleet.refresh(false);
    const before = desk.inventory.posture().total;
    const Regions = { RDSRegion: [{ RegionId: 'cn-hangzhou', RegionEndpoint: '' }] };
    const text = JSON.stringify({ RequestId: 'R', Regions });
    bench.sandbox.faults.add({ match: { operation: 'DescribeRegions' }, effect: { kind: 'body', text } });
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.posture().total, before);
  });

  test('takes a cloud without regions for an odd reply: nothing vanishes', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox, EVERYWHERE)]);
    await desk.fleet.refresh(false);
    const before = desk.inventory.posture().total;
    const text = '{"RequestId":"R","Regions":{"RDSRegion":[]}}';
    bench.sandbox.faults.add({ match: { operation: 'DescribeRegions' }, effect: { kind: 'body', text } });
    await desk.fleet.refresh(false);
    const account = desk.inventory.account('ali');
    assert.deepEqual([account?.state, account?.reason?.category], ['problem', 'unexpected-reply']);
    assert.equal(account?.records.size, before);
  });

  test('and has nothing says where it looked', async (t) => {
    const bench = await openBench(t);
    const { alibaba, huawei } = bench.sandbox.state;
    alibaba.instances.clear();
    huawei.instances.clear();
    const both = [alibabaAccount(bench.sandbox, EVERYWHERE), huaweiAccount(bench.sandbox, EVERYWHERE)];
    const desk = await bench.open(both);
    await desk.fleet.refresh(false);
    const [ali, hw] = desk.inventory.accounts();
    assert.deepEqual([ali?.state, ali?.records.size, ali?.regions], ['ok', 0, []]);
    assert.deepEqual(ali?.lookedIn?.toSorted(), alibaba.regions.map(({ id }) => id).sort());
    assert.deepEqual(hw?.lookedIn?.toSorted(), ['ap-southeast-3', 'cn-north-4']);
  });

  test('does not ask a region again that the cloud reported as closed', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox, EVERYWHERE)]);
    const effect = { kind: 'status', status: 400, code: 'RegionDissolvedEOM' } as const;
    bench.sandbox.faults.add({ match: { operation: 'DescribeDBInstances' }, times: 1, effect });
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    const asked = () =>
      bench.sandbox.requests.filter(({ operation }) => operation === 'DescribeDBInstances').length;
    const first = asked();
    bench.sandbox.clearRequests();
    await desk.fleet.refresh(false);
    assert.equal(asked(), first - 1);
  });
});
