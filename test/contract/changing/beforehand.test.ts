/** What is looked at under the lock, before a change is sent. */
import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { leaveLock, lockText } from '../../support/locks.ts';
import { changing, count, operations } from '../../support/requests.ts';
import { alibabaInstance, huaweiInstance } from '../../support/sandboxCalls.ts';
import { never } from '../../support/session.ts';
import { until } from '../../support/until.ts';
import type { CloudError } from '../../../src/cloud/error.ts';
import type { InstanceRecord } from '../../../src/domain/instance.ts';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { buildFleet } from '../../../src/sandbox/largeFleet.ts';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';

const READ = 'DescribeBackupEncryptStatus';
const CHANGE = 'ModifyBackupEncryptStatus';
const HOUR = 3_600_000;

async function openRead(bench: Bench): Promise<Desk> {
  const desk = await bench.open();
  await desk.fleet.refresh(false);
  return desk;
}

async function usableKeys({ fleet, ref }: Desk, name: string): Promise<string[]> {
  const keys = await fleet.changes.listKeys(ref(name), never);
  return keys.filter(({ unusable }) => !unusable).map(({ id }) => id);
}

describe('the state is read once more under the lock', () => {
  test('a second window that still shows "off" does not replace the key (huawei)', async (t) => {
    const bench = await openBench(t);
    const [one, two] = [await openRead(bench), await openRead(bench)];
    const [first, second] = await usableKeys(one, 'risk-engine');
    assert.ok(first && second);
    bench.sandbox.clearRequests();
    const enable = (desk: Desk, keyId: string) =>
      desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId });
    assert.equal(await enable(one, first), 'accepted');
    assert.equal(two.encryption('risk-engine').state, 'off');
    assert.equal(await enable(two, second), 'already-enabled');
    assert.deepEqual(changing(bench.sandbox), [CHANGE]);
    assert.equal(huaweiInstance(bench.sandbox, 'risk-engine').encryption.keyId, first);
    assert.equal(two.encryption('risk-engine').state, 'on', 'and its row shows it');
    assert.deepEqual(outcomesOf(bench), ['enable accepted'], 'what was not sent is not in the journal');
    assert.ok(two.lines.some((line) => line.includes('was not sent, it is so already')));
  });

  test('what is off already is not switched off again (huawei)', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    huaweiInstance(bench.sandbox, 'trade-core').encryption.status = 'off';
    const result = await desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    assert.equal(result, 'already-disabled');
    assert.deepEqual([changing(bench.sandbox), bench.journal()], [[], []]);
    assert.equal(desk.encryption('trade-core').state, 'off');
  });

  test('a backup that shows it counts; that none does, does not (alibaba)', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const enable = (name: string) => desk.fleet.changes.change(desk.ref(name), { change: 'enable' });
    const instance = alibabaInstance(bench.sandbox, 'web-sessions');
    bench.time.ahead = 2 * HOUR;
    const now = Date.now() + bench.time.ahead;
    instance.encryption = { since: now - HOUR };
    takeBackup(instance, now - HOUR / 4, { startedAt: now - HOUR / 2 });
    assert.equal(await enable('web-sessions'), 'already-enabled');
    assert.deepEqual([changing(bench.sandbox), bench.journal()], [[], []]);
    assert.equal(desk.encryption('web-sessions').evidence?.source, 'backup-set');
    assert.equal(await enable('loyalty-points'), 'accepted');
  });

  test('is the last thing before the request, and where it fails the change goes on', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const [keyId] = await usableKeys(desk, 'risk-engine');
    assert.ok(keyId);
    bench.sandbox.clearRequests();
    const odd = { kind: 'status', status: 400, code: 'Odd' } as const;
    bench.sandbox.faults.add({ match: { operation: READ }, times: 1, effect: odd });
    const change = desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId });
    assert.equal(await change, 'accepted');
    assert.deepEqual(operations(bench.sandbox), ['DescribeKey', READ, CHANGE, READ]);
  });
});

test('many changes in a row look at their key once, and again after a minute or where it cannot be used', async (t) => {
  const bench = await openBench(t, buildFleet({ alibaba: 0, huawei: 80 }));
  const { sandbox, time } = bench;
  const desk = await bench.open([huaweiAccount(sandbox)]);
  await desk.fleet.refresh(false);
  const off = [...desk.inventory.records()].filter(({ encryption }) => encryption.state === 'off');
  const place = ({ instance: { region, home, keyScope } }: InstanceRecord) => [region, home, keyScope].join();
  const [first] = off;
  assert.ok(first);
  const names = off.filter((one) => place(one) === place(first)).map(({ instance }) => instance.name);
  const [keyId = ''] = await usableKeys(desk, names[0] ?? '');
  const looks = async (name = ''): Promise<number> => {
    sandbox.clearRequests();
    const change = desk.fleet.changes.change(desk.ref(name), { change: 'enable', keyId });
    await change.catch((error: unknown) => assert.equal((error as CloudError).category, 'key'));
    return count(sandbox, 'DescribeKey');
  };
  assert.deepEqual([await looks(names[0]), await looks(names[1]), await looks(names[2])], [1, 0, 0]);
  time.ahead += 61_000;
  assert.deepEqual([await looks(names[3]), await looks(names[4])], [1, 0]);
  time.ahead += 61_000;
  const key = sandbox.state.huawei.keys.find(({ id }) => id === keyId);
  assert.ok(key);
  key.state = '3';
  assert.deepEqual([await looks(names[5]), changing(sandbox), await looks(names[5])], [1, [], 1]);
});

describe('the lock of a change', () => {
  /** The one lock that there is. */
  async function lockOf({ storage }: Bench): Promise<string> {
    const [name, ...more] = await readdir(join(storage, 'locks'));
    assert.ok(name && more.length === 0);
    return join(storage, 'locks', name);
  }

  test('that was taken over while this computer slept: nothing is sent, and the journal says refused', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const [keyId] = await usableKeys(desk, 'risk-engine');
    assert.ok(keyId);
    bench.sandbox.clearRequests();
    bench.sandbox.faults.add({ match: { operation: READ }, times: 1, effect: { kind: 'latency', ms: 300 } });
    const change = desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId });
    const refused = assert.rejects(change, { category: 'instance-state', message: /Nothing was sent/ });
    await until(() => operations(bench.sandbox).includes(READ), 'the state is read');
    await leaveLock(await lockOf(bench), lockText(process.ppid));
    await refused;
    assert.deepEqual([changing(bench.sandbox), outcomesOf(bench)], [[], ['enable refused']]);
    assert.deepEqual(
      [desk.encryption('risk-engine').state, desk.encryption('risk-engine').reason],
      ['off', undefined],
    );
  });

  test('is one for a database, whichever of our accounts it is seen with', async (t) => {
    const bench = await openBench(t);
    const accounts = ['ali', 'auditor'].map((id) => alibabaAccount(bench.sandbox, { id, name: id }));
    const desk = await bench.open(accounts);
    await desk.fleet.refresh(false);
    const { instanceId } = desk.ref('web-sessions');
    const match = { operation: 'EnableBackupEncryption' };
    bench.sandbox.faults.add({ match, effect: { kind: 'latency', ms: 300 } });
    const changes = accounts.map(({ id: accountId }) =>
      desk.fleet.changes.change({ accountId, instanceId }, { change: 'enable' }),
    );
    const outcomes = await Promise.allSettled(changes);
    assert.deepEqual(outcomes.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal(changing(bench.sandbox).length, 1);
  });

  test('that cannot be written is said in a sentence, and nothing is sent', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    await writeFile(join(bench.storage, 'locks'), 'no directory');
    const change = desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    await assert.rejects(change, {
      category: 'configuration',
      message:
        /^Nothing was sent: a change needs a lock file, and .* cannot be written \((EEXIST|ENOTDIR)\)\.$/,
    });
    assert.deepEqual([changing(bench.sandbox), bench.journal()], [[], []]);
  });

  test('the same of the journal', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    await mkdir(join(bench.storage, 'journal.jsonl'));
    const change = desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    await assert.rejects(change, {
      category: 'configuration',
      message: /journal cannot be written \(EISDIR\)/,
    });
    assert.deepEqual(changing(bench.sandbox), []);
  });
});

describe('the intent', () => {
  test('names who signed in, who sat here, and what account, instance and key were called', async (t) => {
    const bench = await openBench(t);
    const desk = await openRead(bench);
    const [keyId] = await usableKeys(desk, 'risk-engine');
    assert.ok(keyId);
    await desk.fleet.changes.change(desk.ref('risk-engine'), { change: 'enable', keyId });
    await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    const [huawei, alibaba] = bench.journal().filter((entry) => entry.entry === 'intent');
    assert.ok(huawei && alibaba);
    assert.match(huawei.principal ?? '', /^….{4}$/, 'this cloud only knows the key');
    assert.match(alibaba.principal ?? '', /^acs:ram::.*backup-auditor/);
    assert.match(huawei.keyAlias ?? '', /\w/);
    for (const [name, intent] of Object.entries({ 'risk-engine': huawei, 'web-sessions': alibaba })) {
      const account = desk.inventory.account(intent.accountId)?.name;
      assert.deepEqual([intent.instanceName, intent.accountName], [name, account]);
      assert.ok(intent.host && intent.boot && intent.osUser !== undefined);
      assert.equal(intent.skew, undefined);
    }
  });

  test('is dated by the clock of the cloud, as is its outcome', async (t) => {
    const bench = await openBench(t);
    bench.time.cloud = 2 * HOUR;
    const desk = await openRead(bench);
    await desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' });
    const [intent, outcome] = bench.journal();
    assert.ok(intent?.entry === 'intent' && outcome);
    for (const { at } of [intent, outcome])
      assert.ok(Math.abs(Date.parse(at) - Date.now() - 2 * HOUR) < HOUR / 2, at);
    assert.ok(Math.abs((intent.skew ?? 0) - 2 * HOUR) < HOUR / 2);
  });
});
