/** Row 38, and findings 1, 2 and 10 of the core: proofs are memory, not a verdict. */
import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import type { AlibabaInstance } from '../../../src/sandbox/alibaba/model.ts';
import { alibabaAccount } from '../../support/accounts.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { never } from '../../support/session.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function named({ sandbox }: Bench, name: string): AlibabaInstance {
  const found = [...sandbox.state.alibaba.instances.values()].find((instance) => instance.name === name);
  assert.ok(found);
  return found;
}

/** An open desk with the Alibaba account, which has read everything. */
async function read(t: TestContext): Promise<{ bench: Bench; desk: Desk }> {
  const bench = await openBench(t);
  const desk = await bench.open([alibabaAccount(bench.sandbox)]);
  await desk.fleet.refresh(false);
  return { bench, desk };
}

/** The state, and the category of its reason or the source of its evidence. */
function said(desk: Desk, name: string): string {
  const { state, reason, evidence, stale } = desk.encryption(name);
  return `${state} ${reason?.category ?? evidence?.source}${stale ? ' stale' : ''}`;
}

/** A plain backup that ended so long ago, though the switch is on. */
function backUpPlainly(bench: Bench, name: string, ago: number): void {
  const endedAt = Date.now() + bench.time.ahead - ago;
  takeBackup(named(bench, name), endedAt, { startedAt: endedAt - MINUTE, encryption: '{}' });
}

function asked(bench: Bench, name: string): number {
  const { id } = named(bench, name);
  const { requests } = bench.sandbox;
  return requests.filter(({ operation, instanceId }) => operation === 'DescribeBackups' && instanceId === id)
    .length;
}

/** How often the backups of an instance are asked for in a refresh. */
async function askedIn(bench: Bench, desk: Desk, name: string, explicit: boolean): Promise<number> {
  bench.sandbox.clearRequests();
  await desk.fleet.refresh(explicit);
  return asked(bench, name);
}

describe('a proof that the switch is on', () => {
  test('is looked at again whenever a person asks, of all or of one, and once a day in the background', async (t) => {
    const { bench, desk } = await read(t);
    assert.equal(await askedIn(bench, desk, 'orders-prod', false), 0);
    assert.equal(await askedIn(bench, desk, 'orders-prod', true), 1);
    bench.sandbox.clearRequests();
    await desk.fleet.refreshInstance(desk.ref('orders-prod'), never);
    assert.equal(asked(bench, 'orders-prod'), 1);
    bench.time.ahead += 17 * HOUR;
    assert.equal(await askedIn(bench, desk, 'orders-prod', false), 0);
    bench.time.ahead += 7 * HOUR;
    assert.equal(await askedIn(bench, desk, 'orders-prod', false), 1);
  });

  test('moves on with the newest backup', async (t) => {
    const { bench, desk } = await read(t);
    const before = desk.encryption('orders-prod').evidence;
    bench.time.ahead += 2 * DAY;
    await desk.fleet.refresh(false);
    const after = desk.encryption('orders-prod').evidence;
    assert.ok(after?.asOf && before?.asOf && after.asOf > before.asOf);
    assert.ok(after.seenAt > before.seenAt);
    assert.equal(after.coverage?.newestEnd, after.asOf);
  });

  test('is contradicted by newer plain backups, and stays so in the background and after a failure', async (t) => {
    const { bench, desk } = await read(t);
    for (const ago of [3 * HOUR, HOUR]) backUpPlainly(bench, 'orders-prod', ago);
    await desk.fleet.refresh(true);
    assert.equal(said(desk, 'orders-prod'), 'unknown contradicting-evidence');
    await desk.fleet.refresh(false);
    assert.equal(said(desk, 'orders-prod'), 'unknown contradicting-evidence');
    bench.sandbox.faults.add({
      match: { operation: 'DescribeBackups' },
      effect: { kind: 'status', status: 503 },
    });
    await desk.fleet.refresh(true);
    assert.equal(said(desk, 'orders-prod'), 'unknown server');
  });

  test('is looked at again when edition, storage or version is another', async (t) => {
    const { bench, desk } = await read(t);
    named(bench, 'orders-prod').engineVersion = '5.7';
    assert.equal(await askedIn(bench, desk, 'orders-prod', false), 1);
    Object.assign(named(bench, 'orders-prod'), { category: 'cluster', storageType: 'cloud_essd' });
    await desk.fleet.refresh(false);
    assert.equal(said(desk, 'orders-prod'), 'unsupported unsupported');
    assert.match(desk.encryption('orders-prod').reason?.message ?? '', /were encrypted as of/);
  });

  test('goes with the instance: released is not found, and one with its id that is newer starts anew', async (t) => {
    const bench = await openBench(t);
    const instance = named(bench, 'orders-prod');
    const pinned = {
      regions: [],
      instances: [{ id: instance.id, region: instance.region, name: 'orders-prod' }],
    };
    const desk = await bench.open([alibabaAccount(bench.sandbox, pinned)]);
    await desk.fleet.refresh(true);
    bench.sandbox.state.alibaba.instances.delete(instance.id);
    await desk.fleet.refresh(true);
    assert.equal(said(desk, 'orders-prod'), 'unknown not-found');
    const newer = { ...instance, backups: [], schedules: [], createdAt: Date.now() };
    bench.sandbox.state.alibaba.instances.set(instance.id, newer);
    await desk.fleet.refresh(true);
    assert.equal(said(desk, 'orders-prod'), 'unknown no-evidence');
  });

  test('of an earlier instance with the same id holds for nothing', async (t) => {
    const { bench, desk } = await read(t);
    const instance = named(bench, 'orders-prod');
    const newer = { ...instance, backups: [], schedules: [], createdAt: Date.now() };
    bench.sandbox.state.alibaba.instances.set(instance.id, newer);
    await desk.fleet.refresh(false);
    assert.equal(said(desk, 'orders-prod'), 'unknown no-evidence');
  });

  test('is one for all accounts of the same cloud account, and stays when one of them is removed', async (t) => {
    const bench = await openBench(t);
    const accounts = ['admin', 'auditor'].map((id) =>
      alibabaAccount(bench.sandbox, { id, regions: ['eu-central-1'] }),
    );
    const desk = await bench.open(accounts);
    await desk.fleet.refresh(true);
    const { id: instanceId } = named(bench, 'web-sessions');
    await desk.fleet.changes.change({ accountId: 'admin', instanceId }, { change: 'enable' });
    await desk.fleet.refresh(true);
    for (const accountId of ['admin', 'auditor'])
      assert.equal(desk.inventory.record({ accountId, instanceId })?.encryption.state, 'on', accountId);
    await desk.fleet.forget('admin');
    const other = await bench.open([
      alibabaAccount(bench.sandbox, { id: 'third', regions: ['eu-central-1'] }),
    ]);
    await other.fleet.refresh(true);
    assert.equal(said(other, 'web-sessions'), 'on change-accepted');
  });
});

describe('with a clock that is behind', () => {
  for (const [behind, since] of [
    [2 * DAY, 36 * HOUR],
    [20 * MINUTE, 19 * MINUTE],
  ] as const)
    test(`by ${behind / MINUTE} minutes the newest backups are seen all the same`, async (t) => {
      const bench = await openBench(t);
      bench.time.cloud = behind;
      const instance = named(bench, 'web-sessions');
      const now = Date.now() + behind;
      instance.encryption = { since: now - since };
      takeBackup(instance, now - 10 * MINUTE);
      const desk = await bench.open([alibabaAccount(bench.sandbox)]);
      await desk.fleet.refresh(true);
      assert.equal(said(desk, 'web-sessions'), 'on backup-set');
    });
});

describe('an accepted change in the journal', () => {
  test('is evidence where the proofs are gone, for the same cloud account only', async (t) => {
    const { bench, desk } = await read(t);
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    await rm(join(bench.storage, 'proofs.json'));
    const accepted = await bench.open([alibabaAccount(bench.sandbox, { id: 'again' })]);
    await accepted.fleet.refresh(false);
    assert.equal(said(accepted, 'web-sessions'), 'on change-accepted');
    assert.ok(accepted.encryption('web-sessions').evidence?.requestId);
    await rm(join(bench.storage, 'proofs.json'));
    Object.assign(bench.sandbox.state.alibaba, { accountId: '9999999999999999' });
    const elsewhere = await bench.open([alibabaAccount(bench.sandbox, { id: 'elsewhere' })]);
    await elsewhere.fleet.refresh(false);
    assert.equal(said(elsewhere, 'web-sessions'), 'off backup-set');
  });

  test('holds for nothing against nights of plain backups', async (t) => {
    const { bench, desk } = await read(t);
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    delete named(bench, 'web-sessions').encryption;
    bench.time.ahead += 3 * DAY;
    await desk.fleet.refresh(false);
    assert.equal(said(desk, 'web-sessions'), 'unknown contradicting-evidence');
    assert.match(desk.encryption('web-sessions').reason?.message ?? '', /switched on at/);
  });
});

describe('Read Again from Scratch', () => {
  for (const whole of [false, true])
    test(`of ${whole ? 'an account' : 'one instance'} forgets the proof, also an accepted change`, async (t) => {
      const { bench, desk } = await read(t);
      const { accountId, instanceId } = desk.ref('web-sessions');
      await desk.fleet.changes.change({ accountId, instanceId }, { change: 'enable' });
      delete named(bench, 'web-sessions').encryption;
      bench.time.ahead += 3 * DAY;
      await desk.fleet.refresh(true);
      assert.equal(said(desk, 'web-sessions'), 'unknown contradicting-evidence');
      await desk.fleet.readAgain(accountId, whole ? undefined : instanceId, never);
      assert.equal(said(desk, 'web-sessions'), 'off backup-set');
      await desk.fleet.refresh(true);
      const next = await bench.open([alibabaAccount(bench.sandbox)]);
      await next.fleet.refresh(true);
      assert.equal(said(next, 'web-sessions'), 'off backup-set', 'also after a new start');
      const kept = await readFile(join(bench.storage, 'proofs.json'), 'utf8');
      assert.match(kept, /"version":2/);
    });
});
