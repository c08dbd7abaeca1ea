import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { CloudSession } from '../../../src/cloud/provider.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import type { AlibabaInstance, BackupSet } from '../../../src/sandbox/alibaba/model.ts';
import { newAlibabaInstance } from '../../../src/sandbox/alibaba/newInstance.ts';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { count, operations } from '../../support/requests.ts';
import { startServer } from '../../support/server.ts';
import { bare, never, openSession } from '../../support/session.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHECK = 'CheckRegionSupportBackupEncryption';
const ENCRYPTED = { encryption: '{"EncryptionKey":"0d0466b0-e727-4d9c-b35d-f84bb474a37f"}' };

const YES: Effect = { kind: 'body', text: '{"SupportBackupEncryption":true}' };
const NOT_ALLOWED: Effect = { kind: 'status', status: 403, code: 'Forbidden.RAM' };

async function open(t: TestContext, now = Date.now): Promise<{ sandbox: Sandbox; session: CloudSession }> {
  const sandbox = await startSandbox({ clock: now });
  t.after(() => sandbox.close());
  return { sandbox, session: await openSession(t, 'alibaba', sandbox.origin, now) };
}

/** A new instance without any backup. */
function add({ state }: Sandbox, differences: Partial<AlibabaInstance> = {}): AlibabaInstance {
  const sketch = { name: 'newcomer', region: 'cn-hangzhou', ...differences };
  const instance = newAlibabaInstance(sketch, Date.now());
  state.alibaba.instances.set(instance.id, instance);
  return instance;
}

function backUp(instance: AlibabaInstance, age: number, set: Partial<BackupSet> = {}): void {
  const endedAt = Date.now() - age;
  takeBackup(instance, endedAt, { startedAt: endedAt - 60_000, ...set });
}

/** The state with its basis, and how often backups were asked for. */
async function look({ sandbox, session }: { sandbox: Sandbox; session: CloudSession }, it: AlibabaInstance) {
  sandbox.clearRequests();
  const answer = await session.readEncryption(bare('alibaba', it.region, it.id), {}, never);
  const basis = 'evidence' in answer ? answer.evidence.source : answer.reason.category;
  return [`${answer.state} ${basis}`, count(sandbox, 'DescribeBackups')];
}

/** The same for the instance as the cloud describes it. */
async function lookDescribed(
  { sandbox, session }: { sandbox: Sandbox; session: CloudSession },
  it: AlibabaInstance,
) {
  const instance = await described(session, it);
  sandbox.clearRequests();
  const answer = await session.readEncryption(instance, { lookAgain: true }, never);
  const basis = 'evidence' in answer ? answer.evidence.source : answer.reason.category;
  return [`${answer.state} ${basis}`, count(sandbox, 'DescribeBackups')];
}

async function described(session: CloudSession, { id, region }: AlibabaInstance): Promise<Instance> {
  const [instance] = await session.describeInstances(region, [{ id, region }], never);
  assert.ok(instance);
  return instance;
}

describe('the window of backups', () => {
  test('is widened from 8 to 31 days when it holds no successful physical set, which is remembered', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox);
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 2]);
    backUp(instance, 40 * DAY, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 1]);
    backUp(instance, 20 * DAY);
    backUp(instance, 2 * DAY, { method: 'Logical' });
    backUp(instance, 2 * DAY, { status: 'Failed', ...ENCRYPTED });
    assert.deepEqual(await look(at, instance), ['off backup-set', 1]);
    backUp(instance, 7 * DAY, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['on backup-set', 1]);
    instance.backups.length = 0;
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 2], 'the usual window first again');
  });

  test('is not widened for an instance that the published rules exclude', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox, { category: 'cluster', storageType: 'cloud_essd' });
    assert.deepEqual(await lookDescribed(at, instance), ['unsupported unsupported', 1]);
  });

  test('is read to its last page, whatever the order', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox);
    for (let turn = 0; turn < 240; turn += 1)
      backUp(instance, HOUR + turn * 60_000, { method: 'Logical', id: `${turn}` });
    backUp(instance, 2 * HOUR - 30_000, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['on backup-set', 3]);
  });

  test('tells the newest of many, though they come in no order', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox);
    for (let turn = 0; turn < 150; turn += 1) backUp(instance, HOUR + turn * HOUR, { id: `${turn}` });
    const newest = Math.max(...instance.backups.map(({ endedAt }) => endedAt));
    const answer = await at.session.readEncryption(bare('alibaba', instance.region, instance.id), {}, never);
    assert.ok(answer.state === 'off');
    assert.equal(Date.parse(answer.evidence.asOf ?? ''), newest - (newest % 1000));
  });
});

describe('whether the feature is offered', () => {
  test('the cloud says no: unsupported, asked after the backups', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox, { region: 'me-central-1' });
    backUp(instance, DAY);
    assert.deepEqual(await look(at, instance), ['unsupported unsupported', 1]);
    assert.deepEqual(operations(at.sandbox), ['DescribeBackups', CHECK]);
  });

  test('the cloud is not asked where the newest backup is encrypted, nor of another engine', async (t) => {
    const at = await open(t);
    const encrypted = add(at.sandbox);
    backUp(encrypted, DAY, ENCRYPTED);
    assert.deepEqual(await lookDescribed(at, encrypted), ['on backup-set', 1]);
    const postgres = add(at.sandbox, { name: 'other', engine: 'PostgreSQL' });
    assert.deepEqual(await lookDescribed(at, postgres), ['unsupported unsupported', 0]);
    assert.deepEqual(operations(at.sandbox), []);
  });

  test('is asked once a day for instances of one kind in a region', async (t) => {
    const clock = { ahead: 0 };
    const at = await open(t, () => Date.now() + clock.ahead);
    const two = ['one', 'two'].map((name) => add(at.sandbox, { name }));
    const other = add(at.sandbox, { name: 'three', engineVersion: '5.7' });
    const asked = async () => {
      const instances = await Promise.all([...two, other].map((it) => described(at.session, it)));
      at.sandbox.clearRequests();
      await Promise.all(instances.map((it) => at.session.readEncryption(it, { lookAgain: true }, never)));
      return count(at.sandbox, CHECK);
    };
    assert.deepEqual([await asked(), await asked()], [2, 0]);
    clock.ahead = 23 * HOUR;
    assert.equal(await asked(), 0);
    clock.ahead = 25 * HOUR;
    assert.equal(await asked(), 2);
  });

  test('a kind that was refused today costs no call in the background; a person looks again', async (t) => {
    const at = await open(t);
    const instance = await described(at.session, add(at.sandbox, { engineVersion: '5.5' }));
    const read = async (lookAgain: boolean) => {
      at.sandbox.clearRequests();
      const { state } = await at.session.readEncryption(instance, { lookAgain }, never);
      return `${state} ${at.sandbox.requests.length}`;
    };
    assert.deepEqual(
      [await read(false), await read(false), await read(true)],
      [...['unsupported 3', 'unsupported 0', 'unsupported 1']],
    );
  });

  test('a version of none of our lists that the cloud offers is read like any other', async (t) => {
    const at = await open(t);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: YES });
    const instance = add(at.sandbox, { engineVersion: '8.4' });
    backUp(instance, DAY);
    assert.deepEqual(await lookDescribed(at, instance), ['off backup-set', 1]);
  });

  test('a "yes" that is meant for the region alone does not overrule the published rules', async (t) => {
    const at = await open(t);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: YES });
    const instance = add(at.sandbox, { category: 'Basic', storageType: 'cloud_essd' });
    backUp(instance, DAY, { method: 'Snapshot' });
    assert.deepEqual(await lookDescribed(at, instance), ['unsupported unsupported', 1]);
    backUp(instance, 3 * DAY, ENCRYPTED);
    assert.deepEqual(await lookDescribed(at, instance), ['unsupported unsupported', 1], 'it has moved since');
    backUp(instance, HOUR, ENCRYPTED);
    assert.deepEqual(await lookDescribed(at, instance), ['on backup-set', 1], 'it is backed up physically');
  });

  const indecisive: Readonly<Record<string, Effect>> = {
    'who may not ask': NOT_ALLOWED,
    'a cloud that does not know the call': { kind: 'status', status: 404, code: 'InvalidAction.NotFound' },
  };
  for (const [title, effect] of Object.entries(indecisive)) {
    test(`${title} is judged by the backups`, async (t) => {
      const at = await open(t);
      at.sandbox.faults.add({ match: { operation: CHECK }, effect });
      const instance = add(at.sandbox);
      backUp(instance, DAY);
      assert.deepEqual(await look(at, instance), ['off backup-set', 1]);
    });
  }

  test('a check that fails otherwise is a failure, not an answer', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox);
    backUp(instance, DAY);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: { kind: 'status', status: 500 } });
    await assert.rejects(look(at, instance), { category: 'server' });
  });

  test('a proof does not outweigh what the instance is now: it is told beside the reason', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox, { category: 'Basic', storageType: 'cloud_essd' });
    const proof = {
      source: 'backup-set',
      asOf: '2025-01-01T02:00:00Z',
      seenAt: '2025-01-01T03:00:00Z',
    } as const;
    const known = await described(at.session, instance);
    for (const effect of [undefined, YES, NOT_ALLOWED]) {
      at.sandbox.faults.clear();
      if (effect) at.sandbox.faults.add({ match: { operation: CHECK }, effect });
      const answer = await at.session.readEncryption(known, { proof }, never);
      assert.ok(answer.state === 'unsupported');
      assert.match(answer.reason.message, /Basic.*encrypted as of 2025-01-01T02:00:00Z/);
    }
  });

  test('who may not ask is judged by the published rules, then by the backups', async (t) => {
    const at = await open(t);
    at.sandbox.faults.add({ match: { operation: CHECK }, effect: NOT_ALLOWED });
    const old = add(at.sandbox, { engineVersion: '5.5' });
    backUp(old, DAY);
    assert.deepEqual(await lookDescribed(at, old), ['unsupported unsupported', 1]);
  });
});

/** RDS that refuses a whole batch of ids when it does not know one of them. */
async function openStrict(t: TestContext, missing: ReadonlySet<string>) {
  const server = await startServer(t, (request, response) => {
    const ids = new URL(request.url ?? '', 'http://x').searchParams.get('DBInstanceId')?.split(',') ?? [];
    if (ids.length > 30 || ids.some((id) => missing.has(id))) {
      response.writeHead(400).end('{"Code":"InvalidDBInstanceId.NotFound","Message":"No such instance."}');
      return;
    }
    const items = ids.map((DBInstanceId) => ({ DBInstanceId, Engine: 'MySQL', EngineVersion: '8.0' }));
    response.end(JSON.stringify({ Items: { DBInstanceAttribute: items } }));
  });
  return { server, session: await openSession(t, 'alibaba', server.origin) };
}

describe('instances known by id', () => {
  test('are described in batches; a missing one spoils no other', async (t) => {
    const ids = Array.from({ length: 70 }, (_, index) => `rm-${index}`);
    const missing = new Set(['rm-17', 'rm-69']);
    const { server, session } = await openStrict(t, missing);
    const pinned = ids.map((id) => ({ id, region: 'cn-hangzhou' }));
    const described = await session.describeInstances('cn-hangzhou', pinned, never);
    assert.deepEqual(
      described.map(({ id }) => id),
      ids,
    );
    for (const { id, engine } of described) assert.equal(engine, missing.has(id) ? '' : 'MySQL', id);
    assert.ok(server.requests.length < 30, `${server.requests.length} requests`);
  });

  test('keep the name the settings give, and odd ids are never sent', async (t) => {
    const { server, session } = await openStrict(t, new Set());
    const pinned = [
      { id: 'rm-1', region: 'cn-hangzhou', name: 'Mine' },
      { id: 'rm-2,rm-3', region: 'cn-hangzhou' },
    ];
    const described = await session.describeInstances('cn-hangzhou', pinned, never);
    assert.deepEqual(
      described.map(({ name, engine }) => [name, engine]),
      [
        ['Mine', 'MySQL'],
        ['rm-2,rm-3', ''],
      ],
    );
    assert.equal(server.requests.length, 1);
  });
});

describe('a list that the cloud spoils', () => {
  const body = (text: object): Effect => ({ kind: 'body', text: JSON.stringify(text) });
  test('names an instance twice, or an odd id: each once, and nothing is sent with the odd one', async (t) => {
    const { sandbox, session } = await open(t);
    const row = { DBInstanceId: 'rm-1', Category: 'Basic', DBInstanceStorageType: 'local_ssd' };
    const rows = [row, { ...row, DBInstanceDescription: 'again' }, { ...row, DBInstanceId: '../rm-2' }];
    const match = { operation: 'DescribeDBInstances' };
    sandbox.faults.add({ match, effect: body({ Items: { DBInstance: rows } }) });
    const listed = await session.listInstances('cn-hangzhou', never);
    assert.equal(listed.length, 2);
    const odd = bare('alibaba', 'cn-hangzhou', '../rm-2');
    sandbox.clearRequests();
    await assert.rejects(session.readEncryption(odd, {}, never), { category: 'unexpected-reply' });
    await assert.rejects(session.enable(odd, undefined, never), { category: 'unexpected-reply' });
    assert.equal(sandbox.requests.length, 0);
  });

  test('never ends: that is noticed', async (t) => {
    const { sandbox, session } = await open(t);
    const effect = body({ Items: { DBInstance: [] }, NextToken: 'again' });
    sandbox.faults.add({ match: { operation: 'DescribeDBInstances' }, effect });
    await assert.rejects(session.listInstances('cn-hangzhou', never), { category: 'unexpected-reply' });
    assert.ok(sandbox.requests.length < 10);
  });
});
