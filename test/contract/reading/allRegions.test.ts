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
