/** What becomes of states is in the history: changes of ours, changes behind our back, and evidence against itself. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import type { Account } from '../../../src/accounts/account.ts';
import { driftOf } from '../../../src/inventory/accountView.ts';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { newAlibabaInstance } from '../../../src/sandbox/alibaba/newInstance.ts';
import { newHuaweiInstance } from '../../../src/sandbox/huawei/newInstance.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { never } from '../../support/session.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The sandbox's credentials as one's own, so that the accounts are none of the sandbox's. */
const OWN = { credentials: { source: 'environment' } } as const satisfies Partial<Account>;
const environment = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: SANDBOX_CREDENTIALS.alibaba.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: SANDBOX_CREDENTIALS.alibaba.accessKeySecret,
  HUAWEICLOUD_SDK_AK: SANDBOX_CREDENTIALS.huawei.accessKeyId,
  HUAWEICLOUD_SDK_SK: SANDBOX_CREDENTIALS.huawei.accessKeySecret,
};

function openOwn(bench: Bench): Promise<Desk> {
  const accounts = [alibabaAccount(bench.sandbox, OWN), huaweiAccount(bench.sandbox, OWN)];
  return bench.open(accounts, { environment });
}

/** An open desk that has read everything. */
async function read(t: TestContext): Promise<{ bench: Bench; desk: Desk }> {
  const bench = await openBench(t);
  const desk = await openOwn(bench);
  await desk.fleet.refresh(false);
  return { bench, desk };
}

/** What the history has of an instance. */
async function told({ fleet, inventory }: Desk, name: string): Promise<string[]> {
  const accounts = inventory.accounts().map(({ id }) => fleet.history(id));
  const entries = (await Promise.all(accounts)).flat().filter((entry) => entry.name === name);
  return entries.map(({ from, to, by, keyTrouble }) => [from ?? '-', to, by, keyTrouble].join(' ').trim());
}

function drift({ inventory, record }: Desk, name: string): string | undefined {
  const found = record(name);
  const account = inventory.account(found.instance.accountId);
  assert.ok(account);
  return driftOf(account, found);
}

function news(desk: Desk): string[] {
  return desk.inventory.untold.splice(0).map((one) => `${one.name} ${one.drift}`);
}

function huawei({ sandbox }: Bench, name: string) {
  const found = [...sandbox.state.huawei.instances.values()].find((instance) => instance.name === name);
  assert.ok(found);
  return found;
}

function alibaba({ sandbox }: Bench, name: string) {
  const found = [...sandbox.state.alibaba.instances.values()].find((instance) => instance.name === name);
  assert.ok(found);
  return found;
}

async function huaweiKey({ fleet, ref }: Desk, name: string): Promise<string> {
  const keys = await fleet.changes.listKeys(ref(name), never);
  const key = keys.find(({ unusable }) => !unusable);
  assert.ok(key);
  return key.id;
}

describe('the first reading', () => {
  test('is the beginning of a history: one line for each known state, none for a failure, and no news', async (t) => {
    const { bench, desk } = await read(t);
    assert.deepEqual(await told(desk, 'trade-core'), ['- on unknown']);
    assert.deepEqual(await told(desk, 'risk-engine'), ['- off unknown']);
    assert.deepEqual(await told(desk, 'payroll'), [], 'its state cannot be read');
    assert.equal(drift(desk, 'risk-engine'), undefined);
    assert.deepEqual(news(desk), []);
    const file = join(bench.storage, 'history.jsonl');
    const before = await readFile(file, 'utf8');
    await desk.fleet.refresh(true);
    await (await openOwn(bench)).fleet.refresh(true);
    assert.equal(await readFile(file, 'utf8'), before, 'what stays the same has no line');
    assert.doesNotMatch(before, /NotReal/, 'nor does a secret');
  });
});

describe('a change of ours', () => {
  test('is ours, with its id in the journal, and no drift; seen in a backup it still is', async (t) => {
    const { bench, desk } = await read(t);
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    await desk.fleet.refresh(true);
    assert.deepEqual(await told(desk, 'web-sessions'), ['- off unknown', 'off awaited us']);
    const [entry] = (await desk.fleet.history('ali')).filter(({ by }) => by === 'us');
    const [intent, outcome] = bench.journal();
    assert.equal(entry?.changeId, intent?.changeId);
    assert.ok(outcome?.entry === 'outcome');
    assert.equal(entry?.evidence?.requestId, outcome.requestId);
    bench.time.ahead += 2 * DAY;
    await desk.fleet.refresh(true);
    assert.deepEqual((await told(desk, 'web-sessions')).slice(2), ['awaited on us']);
    assert.deepEqual(news(desk), []);
  });

  test('that switches off is no drift, and what somebody else does later is not ours', async (t) => {
    const { bench, desk } = await read(t);
    const key = await huaweiKey(desk, 'risk-engine');
    await desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    await desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId: key });
    await desk.fleet.refresh(true);
    assert.equal((await told(desk, 'trade-core')).at(-1), 'on off us');
    assert.equal((await told(desk, 'risk-engine')).at(-1), 'awaited on us');
    assert.equal(drift(desk, 'trade-core'), undefined);
    bench.time.ahead += HOUR;
    huawei(bench, 'trade-core').encryption.status = 'on';
    huawei(bench, 'risk-engine').encryption.status = 'off';
    await desk.fleet.refresh(true);
    assert.equal((await told(desk, 'trade-core')).at(-1), 'off on elsewhere');
    assert.equal((await told(desk, 'risk-engine')).at(-1), 'on off elsewhere');
    assert.deepEqual(news(desk), ['risk-engine no-longer-encrypted']);
  });
});

test('what was accepted and shows late was never switched off again', async (t) => {
  const { bench, desk } = await read(t);
  const keyId = await huaweiKey(desk, 'risk-engine');
  const off = { kind: 'body', text: '{"encryption_status":"off"}', contentType: 'application/json' } as const;
  const heal = bench.sandbox.faults.add({ match: { operation: 'DescribeBackupEncryptStatus' }, effect: off });
  const wanted = { change: 'enable', keyId } as const;
  assert.equal(await desk.fleet.changes.change(desk.ref('risk-engine'), wanted), 'not-seen');
  await desk.fleet.refreshInstance(desk.ref('risk-engine'), never);
  assert.equal(desk.encryption('risk-engine').state, 'off');
  heal();
  await desk.fleet.refreshInstance(desk.ref('risk-engine'), never);
  assert.deepEqual(await told(desk, 'risk-engine'), ['- off unknown', 'off awaited us', 'awaited on us']);
  assert.deepEqual(news(desk), []);
});

describe('a change behind our back', () => {
  test('is drift, told once, by one window, and known to all and after a restart', async (t) => {
    const { bench, desk } = await read(t);
    const other = await openOwn(bench);
    await other.fleet.refresh(false);
    huawei(bench, 'trade-core').encryption.status = 'off';
    await Promise.all([desk.fleet.refresh(true), other.fleet.refresh(true)]);
    assert.deepEqual([...news(desk), ...news(other)], ['trade-core no-longer-encrypted']);
    for (const window of [desk, other]) {
      await window.fleet.refresh(true);
      assert.equal(drift(window, 'trade-core'), 'no-longer-encrypted');
      assert.deepEqual(news(window), []);
    }
    const later = await openOwn(bench);
    assert.equal(drift(later, 'trade-core'), 'no-longer-encrypted', 'before anything is read');
    await later.fleet.refresh(true);
    assert.deepEqual(news(later), []);
    assert.deepEqual(await told(later, 'trade-core'), ['- on unknown', 'on off elsewhere']);
    huawei(bench, 'trade-core').encryption.status = 'on';
    await later.fleet.refresh(true);
    assert.equal(drift(later, 'trade-core'), undefined);
  });

  test('is not what a failure is', async (t) => {
    const { bench, desk } = await read(t);
    bench.sandbox.faults.add({ match: { provider: 'huawei' }, effect: { kind: 'status', status: 503 } });
    await desk.fleet.refresh(true);
    assert.deepEqual(await told(desk, 'trade-core'), ['- on unknown']);
    assert.equal(drift(desk, 'trade-core'), undefined);
    assert.deepEqual(news(desk), []);
  });

  test('is seen through another window by the timer, without a line of its own', async (t) => {
    const { bench, desk } = await read(t);
    const other = await openOwn(bench);
    await other.fleet.refresh(false);
    bench.time.ahead += MINUTE;
    huawei(bench, 'trade-core').encryption.status = 'off';
    await desk.fleet.refresh(true);
    await other.fleet.refreshInTurn(HOUR);
    assert.equal(other.encryption('trade-core').state, 'off');
    assert.equal(drift(other, 'trade-core'), 'no-longer-encrypted');
    assert.deepEqual(news(other), []);
  });
});

describe('evidence against itself', () => {
  test('is no drift but a thing of its own, until a person begins from scratch', async (t) => {
    const { bench, desk } = await read(t);
    for (const ago of [3 * HOUR, HOUR]) {
      const endedAt = Date.now() - ago;
      const plain = { startedAt: endedAt - MINUTE, encryption: '{}' };
      takeBackup(alibaba(bench, 'orders-prod'), endedAt, plain);
    }
    await desk.fleet.refresh(true);
    assert.deepEqual(await told(desk, 'orders-prod'), ['- on unknown', 'on contradicting unknown']);
    assert.equal(drift(desk, 'orders-prod'), 'contradicting-evidence');
    assert.deepEqual(news(desk), ['orders-prod contradicting-evidence']);
    const entries = await desk.fleet.history('ali');
    assert.match(entries.at(-1)?.reason?.message ?? '', /newer ones, the last of .*, are not/);
    bench.sandbox.faults.add({
      match: { operation: 'DescribeBackups' },
      effect: { kind: 'status', status: 503 },
    });
    await desk.fleet.refresh(true);
    assert.equal(drift(desk, 'orders-prod'), 'contradicting-evidence', 'a failure ends no contradiction');
    bench.sandbox.faults.clear();
    // The encrypted sets are gone, and so is what was remembered: off, as if seen for the first time.
    const instance = alibaba(bench, 'orders-prod');
    instance.backups.splice(0, instance.backups.length - 2);
    instance.encryption = undefined;
    await desk.fleet.readAgain('ali', desk.ref('orders-prod').instanceId, never);
    assert.equal(desk.encryption('orders-prod').state, 'off');
    assert.equal((await told(desk, 'orders-prod')).at(-1), '- off unknown');
    assert.equal(drift(desk, 'orders-prod'), undefined);
  });
});

describe('instances and keys', () => {
  test('a new one that is not encrypted is drift; one that is gone is told as that', async (t) => {
    const { bench, desk } = await read(t);
    const { state } = bench.sandbox;
    const project = state.huawei.projects.find(({ name }) => name === 'cn-north-4');
    assert.ok(project);
    bench.time.ahead += HOUR;
    const now = Date.now() + bench.time.ahead;
    const plain = newHuaweiInstance('fresh-one', project, now);
    state.huawei.instances.set(plain.id, plain);
    const sketch = { name: 'fresh-two', region: 'cn-hangzhou', createdAt: now - MINUTE };
    const other = newAlibabaInstance(sketch, now);
    takeBackup(other, now - 1, { startedAt: now - 2, encryption: '{}' });
    state.alibaba.instances.set(other.id, other);
    const gone = huawei(bench, 'risk-engine');
    state.huawei.instances.delete(gone.id);
    await desk.fleet.refresh(true);
    assert.deepEqual(news(desk).toSorted(), ['fresh-one new-not-encrypted', 'fresh-two new-not-encrypted']);
    assert.equal(drift(desk, 'fresh-one'), 'new-not-encrypted');
    assert.deepEqual(await told(desk, 'risk-engine'), ['- off unknown', 'off gone unknown']);
    state.huawei.instances.set(gone.id, gone);
    await desk.fleet.refresh(true);
    assert.equal((await told(desk, 'risk-engine')).at(-1), '- off unknown');
    assert.deepEqual(news(desk), []);
  });

  test('one that another account still shows is not gone', async (t) => {
    const bench = await openBench(t);
    const accounts = ['one', 'other'].map((id) => huaweiAccount(bench.sandbox, { ...OWN, id }));
    const desk = await bench.open(accounts, { environment });
    await desk.fleet.refresh(false);
    bench.sandbox.state.huawei.instances.delete(huawei(bench, 'risk-engine').id);
    const ofOne = async () => {
      const entries = await desk.fleet.history('one');
      return entries.filter(({ name }) => name === 'risk-engine').map(({ to }) => to);
    };
    await desk.fleet.refreshAccount('one', true);
    assert.deepEqual(await ofOne(), ['off']);
    await desk.fleet.refreshAccount('other', true);
    assert.deepEqual(await ofOne(), ['off', 'gone']);
  });

  test('a part that could not be listed is not gone', async (t) => {
    const { bench, desk } = await read(t);
    bench.sandbox.faults.add({
      match: { provider: 'huawei', operation: 'ListGaussMySqlInstances' },
      effect: { kind: 'status', status: 503 },
    });
    await desk.fleet.refresh(true);
    assert.deepEqual(await told(desk, 'risk-engine'), ['- off unknown']);
  });

  test('a key that is to be deleted is drift until it is not', async (t) => {
    const bench = await openBench(t);
    const instance = alibaba(bench, 'orders-prod');
    const key = bench.sandbox.state.alibaba.keys.find(
      ({ state, region }) => state === 'Enabled' && region === instance.region,
    );
    assert.ok(instance.encryption && key);
    instance.encryption = { ...instance.encryption, keyId: key.id };
    const desk = await openOwn(bench);
    await desk.fleet.refresh(true);
    assert.deepEqual(news(desk), []);
    key.state = 'PendingDeletion';
    await desk.fleet.refresh(true);
    assert.equal(drift(desk, 'orders-prod'), 'key-in-trouble');
    assert.equal((await told(desk, 'orders-prod')).at(-1), 'on on elsewhere to-be-deleted');
    assert.ok(news(desk).includes('orders-prod key-in-trouble'));
    key.state = 'Enabled';
    await desk.fleet.refresh(true);
    assert.equal(drift(desk, 'orders-prod'), undefined);
    assert.equal((await told(desk, 'orders-prod')).at(-1), 'on on elsewhere');
    assert.deepEqual(news(desk), []);
  });
});

test('the sandbox has a history, and tells nobody of it', async (t) => {
  const bench = await openBench(t);
  const desk = await bench.open();
  await desk.fleet.refresh(false);
  huawei(bench, 'trade-core').encryption.status = 'off';
  await desk.fleet.refresh(true);
  assert.deepEqual(await told(desk, 'trade-core'), ['- on unknown', 'on off elsewhere']);
  assert.equal(drift(desk, 'trade-core'), 'no-longer-encrypted');
  assert.deepEqual(news(desk), []);
});
