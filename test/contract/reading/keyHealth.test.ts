/** Backups cannot be restored once their key is disabled or deleted: the keys that evidence names are looked at. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { keyTroubleOf } from '../../../src/inventory/accountView.ts';
import { alibabaAccount } from '../../support/accounts.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { count } from '../../support/requests.ts';

const HOUR = 60 * 60 * 1000;

/** An encrypted instance whose backups name a key of the account. */
async function openWithKey(bench: Bench) {
  const { instances, keys } = bench.sandbox.state.alibaba;
  const instance = [...instances.values()].find(({ name }) => name === 'orders-prod');
  const key = keys.find(({ state, region }) => state === 'Enabled' && region === instance?.region);
  assert.ok(instance?.encryption && key);
  instance.encryption = { ...instance.encryption, keyId: key.id };
  const desk = await bench.open([alibabaAccount(bench.sandbox)]);
  await desk.fleet.refresh(true);
  assert.equal(desk.encryption('orders-prod').evidence?.keyId, key.id);
  return { desk, key, trouble: () => troubleOf(desk, 'orders-prod') };
}

function troubleOf({ inventory, record }: Desk, name: string) {
  const found = record(name);
  const account = inventory.account(found.instance.accountId);
  assert.ok(account);
  return keyTroubleOf(account, found);
}

describe('a key that backups are encrypted with', () => {
  test('is not missed where it was never seen: the cloud may keep it to itself', async (t) => {
    const bench = await openBench(t);
    const hidden = await bench.open([alibabaAccount(bench.sandbox)]);
    bench.sandbox.faults.add({
      match: { operation: 'DescribeKey' },
      effect: { kind: 'status', status: 404, code: 'Forbidden.KeyNotFound' },
    });
    await hidden.fleet.refresh(true);
    await hidden.fleet.refresh(true);
    assert.equal(troubleOf(hidden, 'orders-prod'), undefined);
  });

  test('is in no trouble while it is enabled', async (t) => {
    const { trouble } = await openWithKey(await openBench(t));
    assert.equal(trouble(), undefined);
  });

  for (const [state, expected] of [
    ['Disabled', 'disabled'],
    ['PendingDeletion', 'to-be-deleted'],
    ['PendingImport', 'no-material'],
  ] as const)
    test(`that is ${state} is told of, and told of no more once it is enabled again`, async (t) => {
      const { desk, key, trouble } = await openWithKey(await openBench(t));
      const before = key.state;
      key.state = state;
      await desk.fleet.refresh(true);
      assert.equal(trouble(), expected);
      key.state = before;
      await desk.fleet.refresh(true);
      assert.equal(trouble(), undefined);
    });

  test('that was deleted is missing', async (t) => {
    const bench = await openBench(t);
    const { desk, key, trouble } = await openWithKey(bench);
    const { keys } = bench.sandbox.state.alibaba;
    keys.splice(keys.indexOf(key), 1);
    await desk.fleet.refresh(true);
    assert.equal(trouble(), 'missing');
  });

  test('is looked at once a day by the timer, whenever a person asks', async (t) => {
    const bench = await openBench(t);
    const { desk } = await openWithKey(bench);
    const looks = async (explicit: boolean) => {
      bench.sandbox.clearRequests();
      await desk.fleet.refresh(explicit);
      return count(bench.sandbox, 'DescribeKey');
    };
    const all = await looks(true);
    assert.ok(all > 0);
    assert.equal(await looks(false), 0);
    bench.time.ahead += 25 * HOUR;
    assert.equal(await looks(false), all);
  });

  test('is left out, and the account is fine, where keys may not be looked at', async (t) => {
    const bench = await openBench(t);
    bench.sandbox.faults.add({
      match: { operation: 'DescribeKey' },
      effect: { kind: 'status', status: 403, code: 'Forbidden.NoPermission' },
    });
    const desk = await bench.open([alibabaAccount(bench.sandbox)]);
    await desk.fleet.refresh(true);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    assert.deepEqual([...(desk.inventory.account('ali')?.keyTroubles ?? [])], []);
  });
});
