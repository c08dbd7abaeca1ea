import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { CloudSession } from '../../../src/cloud/provider.ts';
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
const ENCRYPTED = { encryption: '{"EncryptionKey":"abc"}' };

async function open(t: TestContext): Promise<{ sandbox: Sandbox; session: CloudSession }> {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  return { sandbox, session: await openSession(t, 'alibaba', sandbox.origin) };
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

describe('the window of backups', () => {
  test('is widened from 8 to 31 days when it holds no successful physical set', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox);
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 2]);
    backUp(instance, 40 * DAY, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['unknown no-evidence', 2]);
    backUp(instance, 20 * DAY);
    backUp(instance, 2 * DAY, { method: 'Logical' });
    backUp(instance, 2 * DAY, { status: 'Failed', ...ENCRYPTED });
    assert.deepEqual(await look(at, instance), ['off backup-set', 2]);
    backUp(instance, 7 * DAY, ENCRYPTED);
    assert.deepEqual(await look(at, instance), ['on backup-set', 1]);
  });

  test('is read to its last page, whatever the order', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox);
    for (let turn = 0; turn < 240; turn += 1)
      backUp(instance, HOUR + turn * 60_000, { method: 'Logical', id: `${turn}` });
    backUp(instance, DAY, ENCRYPTED);
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
  test('the cloud says no: unsupported, without looking at backups', async (t) => {
    const at = await open(t);
    const instance = add(at.sandbox, { region: 'me-central-1' });
    assert.deepEqual(await look(at, instance), ['unsupported unsupported', 0]);
  });

  const indecisive: Readonly<Record<string, Effect>> = {
    'who may not ask': { kind: 'status', status: 403, code: 'Forbidden.RAM' },
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

  test('a proof outweighs every rule', async (t) => {
    const { sandbox, session } = await open(t);
    const instance = add(sandbox, { category: 'Basic' });
    const proof = { source: 'already-enabled', seenAt: '2026-01-01T00:00:00Z' } as const;
    const ineligible = { category: 'unsupported', message: 'Basic' } as const;
    const known = { ...bare('alibaba', instance.region, instance.id), ineligible };
    const answer = await session.readEncryption(known, { proof }, never);
    assert.deepEqual(answer, { state: 'on', evidence: proof });
    assert.equal(operations(sandbox).includes(CHECK), false);
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
