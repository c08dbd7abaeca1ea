import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ServiceRole } from '../../../src/cloud/provider.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { changing } from '../../support/requests.ts';

const AUTHORIZE = 'AuthorizeBackupEncryption';
const CHECK = 'CheckBackupEncryptionAuthorized';

async function openRead(bench: Bench): Promise<Desk> {
  const desk = await bench.open();
  await desk.fleet.refresh(false);
  bench.sandbox.clearRequests();
  return desk;
}

async function missingRole({ fleet, ref }: Desk): Promise<ServiceRole | undefined> {
  return fleet.changes.missingRole(ref('inventory-prod'), new AbortController().signal);
}

async function createRole(desk: Desk): Promise<boolean> {
  const role = await missingRole(desk);
  assert.ok(role);
  return desk.fleet.changes.createRole(desk.ref('inventory-prod'), role);
}

describe('the service-linked role', () => {
  test('is asked for by reading; without it a chosen key is refused', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    assert.equal((await missingRole(desk))?.name, 'AliyunServiceRoleForRdsBackupEncryption');
    assert.deepEqual(changing(bench.sandbox), []);
    const [key] = await desk.fleet.changes.listKeys(desk.ref('inventory-prod'), new AbortController().signal);
    assert.ok(key && !key.unusable);
    const change = desk.fleet.changes.change(desk.ref('inventory-prod'), { change: 'enable', keyId: key.id });
    await assert.rejects(change, { category: 'permission', code: 'BackupAkProvenNotFound' });
    assert.equal(await createRole(desk), true);
    assert.equal(await missingRole(desk), undefined);
    await desk.fleet.changes.change(desk.ref('inventory-prod'), { change: 'enable', keyId: key.id });
    assert.equal(desk.encryption('inventory-prod').evidence?.keyId, key.id);
    assert.deepEqual(outcomesOf(bench), ['enable refused', 'create-role accepted', 'enable accepted']);
  });

  test('is nothing that Huawei Cloud has', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const role = await desk.fleet.changes.missingRole(desk.ref('risk-engine'), new AbortController().signal);
    assert.equal(role, undefined);
  });

  test('is created with a journal entry of the account, not of an instance', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    await createRole(desk);
    const [intent, outcome] = bench.journal();
    assert.ok(intent?.entry === 'intent' && outcome?.entry === 'outcome');
    assert.partialDeepStrictEqual(intent, { change: 'create-role', instanceId: '', region: 'cn-hangzhou' });
    assert.ok(outcome.requestId);
    assert.deepEqual(changing(bench.sandbox), [AUTHORIZE]);
  });
});

describe('the role that another window has created meanwhile', () => {
  test('is not asked for again', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const role = await missingRole(desk);
    assert.ok(role);
    bench.sandbox.state.alibaba.roleExists = true;
    assert.equal(await desk.fleet.changes.createRole(desk.ref('inventory-prod'), role), true);
    assert.deepEqual([changing(bench.sandbox), bench.journal()], [[], []]);
  });
});

describe('a lost reply to creating the role', () => {
  for (const [kind, exists] of Object.entries({ resetAfter: true, resetBefore: false })) {
    test(`${kind}: is answered by reading`, async (t) => {
      const bench = await openBench(t);
      const desk = await openRead(bench);
      const effect = { kind: kind as 'resetAfter' | 'resetBefore' };
      bench.sandbox.faults.add({ match: { operation: AUTHORIZE }, effect });
      assert.equal(await createRole(desk), exists);
      assert.deepEqual(outcomesOf(bench), [`create-role ${exists ? 'confirmed' : 'not-applied'}`]);
      assert.deepEqual(changing(bench.sandbox), [AUTHORIZE]);
    });
  }

  test('when that fails too, the next refresh tells; until then it hides no instance', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const role = await missingRole(desk);
    assert.ok(role);
    bench.sandbox.faults.add({ match: { operation: AUTHORIZE }, effect: { kind: 'resetAfter' } });
    const denied = { kind: 'status', status: 403, code: 'Forbidden.RAM' } as const;
    bench.sandbox.faults.add({ match: { operation: CHECK }, effect: denied });
    const created = desk.fleet.changes.createRole(desk.ref('inventory-prod'), role);
    await assert.rejects(created, { category: 'permission' });
    assert.deepEqual(outcomesOf(bench), ['create-role open']);
    await desk.fleet.refresh(false);
    assert.equal(desk.encryption('orders-prod').stale, false);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    bench.sandbox.faults.clear();
    await desk.fleet.refresh(false);
    assert.deepEqual(outcomesOf(bench), ['create-role confirmed']);
    assert.deepEqual(changing(bench.sandbox), [AUTHORIZE]);
  });
});
