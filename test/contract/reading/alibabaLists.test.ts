/** Instances that are known by their ids, and lists that the cloud spoils. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { openReader } from '../../support/alibabaBackups.ts';
import { startServer } from '../../support/server.ts';
import { bare, never, openSession } from '../../support/session.ts';

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
    const { sandbox, session } = await openReader(t);
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
    const { sandbox, session } = await openReader(t);
    const effect = body({ Items: { DBInstance: [] }, NextToken: 'again' });
    sandbox.faults.add({ match: { operation: 'DescribeDBInstances' }, effect });
    await assert.rejects(session.listInstances('cn-hangzhou', never), { category: 'unexpected-reply' });
    assert.ok(sandbox.requests.length < 10);
  });
});
