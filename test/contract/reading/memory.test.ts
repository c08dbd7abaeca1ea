import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';
import { openBench, type Bench } from '../../support/bench.ts';
import { count } from '../../support/requests.ts';

/** A file kept for an account; how its directory is named is nobody's business. */
async function fileOf({ storage }: Bench, accountId: string, name: string): Promise<string> {
  const root = join(storage, 'accounts');
  for (const directory of await readdir(root)) {
    const text = await readFile(join(root, directory, 'snapshot.json'), 'utf8').catch(() => '');
    if (text.includes(`"accountId":"${accountId}"`)) return join(root, directory, name);
  }
  throw new Error(`nothing is kept of ${accountId}`);
}

/** From now on no backup set can be read. */
function denyBackups({ sandbox }: Bench): void {
  sandbox.faults.add({ match: { operation: 'DescribeBackups' }, effect: { kind: 'status', status: 503 } });
}

describe('the snapshot', () => {
  test('shows the last known states at the next start, old, before anything is sent', async (t) => {
    const bench = await openBench(t);
    const before = await bench.open();
    await before.fleet.refresh(false);
    bench.sandbox.clearRequests();
    const after = await bench.open();
    assert.equal(bench.sandbox.requests.length, 0);
    assert.equal([...after.inventory.records()].length, 29);
    for (const { instance, encryption } of before.inventory.records())
      assert.deepEqual(after.record(instance.name), { instance, encryption: { ...encryption, stale: true } });
    const [view, earlier] = [after.inventory.account('hw'), before.inventory.account('hw')];
    assert.equal(view?.state, 'pending');
    assert.equal(view.refreshedAt, earlier?.refreshedAt);
    await after.fleet.refresh(false);
    assert.equal(after.encryption('trade-core').stale, false);
  });

  test('shows only what the account still looks at', async (t) => {
    const bench = await openBench(t);
    await (await bench.open([huaweiAccount(bench.sandbox)])).fleet.refresh(false);
    const desk = await bench.open([huaweiAccount(bench.sandbox, { regions: ['ap-southeast-3'] })]);
    const regions = [...desk.inventory.records()].map(({ instance }) => instance.region);
    assert.deepEqual([...new Set(regions)], ['ap-southeast-3']);
    const other = await bench.open([alibabaAccount(bench.sandbox, { id: 'hw' })]);
    assert.equal([...other.inventory.records()].length, 0, 'the same id at another provider');
  });

  test('holds no secret', async (t) => {
    const bench = await openBench(t);
    await (await bench.open()).fleet.refresh(false);
    for (const name of await readdir(bench.storage, { recursive: true })) {
      const text = await readFile(join(bench.storage, name), 'utf8').catch(() => '');
      assert.doesNotMatch(text, /NotReal/, name);
    }
  });

  test('and all else that is kept of an account goes when it is forgotten', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    await desk.fleet.forget('hw');
    assert.ok(await fileOf(bench, 'ali', 'snapshot.json'));
    await assert.rejects(fileOf(bench, 'hw', 'snapshot.json'), /nothing is kept/);
    assert.equal((await readdir(join(bench.storage, 'accounts'))).length, 1);
  });
});

/** A file of an account, and the one of all accounts. */
const PLACES = ['ali', 'storage'] as const;
const NAMES = { ali: 'snapshot.json', storage: 'proofs.json' } as const;

describe('a state file that cannot be read', () => {
  const bad = {
    corrupt: '{"version":1,"cont',
    newer: '{"version":3,"content":{"new":true}}',
    'not ours': '[]',
  };
  for (const [kind, text] of Object.entries(bad)) {
    test(`${kind}: is set aside, and the start goes on`, async (t) => {
      const bench = await openBench(t);
      await (await bench.open()).fleet.refresh(false);
      const directories = {
        ali: dirname(await fileOf(bench, 'ali', 'snapshot.json')),
        storage: bench.storage,
      };
      for (const place of PLACES) await writeFile(join(directories[place], NAMES[place]), text);
      const desk = await bench.open();
      assert.equal(desk.inventory.account('ali')?.records.size, 0);
      assert.equal(desk.encryption('trade-core').state, 'on', 'the other account is not hit');
      await desk.fleet.refresh(false);
      assert.equal(desk.encryption('orders-prod').state, 'on');
      for (const place of PLACES) {
        const [name, directory] = [NAMES[place], directories[place]];
        const names = await readdir(directory);
        const aside = names.find((other) => other.startsWith(`${name}.`));
        assert.ok(aside, `${name} is kept under another name`);
        assert.equal(await readFile(join(directory, aside), 'utf8'), text);
        assert.ok(names.includes(name), 'and a good one is written');
      }
    });
  }

  test('a state without evidence in it is not believed', async (t) => {
    const bench = await openBench(t);
    await (await bench.open()).fleet.refresh(false);
    const path = await fileOf(bench, 'hw', 'snapshot.json');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replaceAll('"evidence"', '"elsewhere"'));
    const desk = await bench.open();
    assert.equal(desk.inventory.account('hw')?.records.size, 0);
  });
});

describe('a proof that the one-way switch is on', () => {
  test('survives the snapshot, and the day when no backup can be read', async (t) => {
    const bench = await openBench(t);
    const first = await bench.open();
    await first.fleet.refresh(false);
    const proof = first.encryption('orders-prod').evidence;
    await rm(await fileOf(bench, 'ali', 'snapshot.json'));
    denyBackups(bench);
    const second = await bench.open();
    await second.fleet.refresh(false);
    assert.deepEqual(second.encryption('orders-prod'), { state: 'on', evidence: proof, stale: false });
    assert.equal(second.encryption('inventory-prod').state, 'unknown', 'no proof of the opposite is kept');
  });

  test('is looked at by a person: it says on, and as of when, where no backup can be read', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const { evidence } = desk.encryption('orders-prod');
    denyBackups(bench);
    await desk.fleet.refresh(true);
    const shown = desk.encryption('orders-prod');
    assert.deepEqual([shown.state, shown.stale, shown.reason?.category], ['on', true, 'server']);
    assert.deepEqual(shown.evidence, evidence);
  });

  test('proves nothing about the same instance id in another cloud account', async (t) => {
    const bench = await openBench(t);
    await (await bench.open()).fleet.refresh(false);
    await rm(await fileOf(bench, 'ali', 'snapshot.json'));
    Object.assign(bench.sandbox.state.alibaba, { accountId: '9999999999999999' });
    denyBackups(bench);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const { state, reason } = desk.encryption('orders-prod');
    assert.deepEqual([state, reason?.category], ['unknown', 'server']);
  });

  test('is not kept where the switch goes both ways', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const { id } = desk.instance('trade-core');
    const instance = bench.sandbox.state.huawei.instances.get(id);
    assert.ok(instance);
    instance.encryption.status = 'off';
    await desk.fleet.refresh(false);
    assert.equal(desk.encryption('trade-core').state, 'off');
  });

  test('spares reading the backups again in the background', async (t) => {
    const bench = await openBench(t);
    const desk = await bench.open([alibabaAccount(bench.sandbox)]);
    await desk.fleet.refresh(false);
    const { id } = desk.instance('orders-prod');
    bench.sandbox.clearRequests();
    await desk.fleet.refresh(false);
    assert.ok(count(bench.sandbox, 'DescribeBackups') > 0);
    assert.equal(
      bench.sandbox.requests.some(({ instanceId }) => instanceId === id),
      false,
    );
  });
});
