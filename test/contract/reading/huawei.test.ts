import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { CloudSession } from '../../../src/cloud/provider.ts';
import type { Instance } from '../../../src/domain/instance.ts';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { changing, count, operations } from '../../support/requests.ts';
import { bare, never, openSession } from '../../support/session.ts';
import { huaweiInstance, huaweiProject } from '../../support/sandboxCalls.ts';

const STATUS = 'DescribeBackupEncryptStatus';
const REGION = 'cn-north-4';

async function open(t: TestContext): Promise<{ sandbox: Sandbox; session: CloudSession; risk: Instance }> {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const session = await openSession(t, 'huawei', sandbox.origin);
  return { sandbox, session, risk: bare('huawei', REGION, huaweiInstance(sandbox, 'risk-engine').id) };
}

function body(text: string): Effect {
  return { kind: 'body', text, contentType: 'application/json' };
}

describe('the status call', () => {
  const known = { on: 'on', ON: 'on', On: 'on', ' on ': 'on', off: 'off', OFF: 'off' };
  for (const [word, state] of Object.entries(known)) {
    test(`"${word}" is ${state}`, async (t) => {
      const { sandbox, session, risk } = await open(t);
      const effect = body(JSON.stringify({ encryption_status: word, more: { x: 1 } }));
      sandbox.faults.add({ match: { operation: STATUS }, effect });
      const answer = await session.readEncryption(risk, {}, never);
      assert.equal(answer.state, state);
      assert.ok('evidence' in answer && answer.evidence.source === 'status-call');
    });
  }

  const odd = ['{}', '{"encryption_status":null}', '{"encryption_status":true}', '{"encryption_status":1}'];
  const worse = [
    '{"encryption_status":"enabling"}',
    '{"encryption_status":""}',
    '[]',
    'null',
    '"off"',
    '',
    '<html>',
  ];
  for (const text of [...odd, ...worse, '{"encryption_status":["off"]}']) {
    test(`${text || 'an empty body'} is no answer`, async (t) => {
      const { sandbox, session, risk } = await open(t);
      sandbox.faults.add({ match: { operation: STATUS }, effect: body(text) });
      await assert.rejects(session.readEncryption(risk, {}, never), { category: 'unexpected-reply' });
    });
  }

  const refusals: Readonly<Record<string, readonly [status: number, category: string]>> = {
    'DBS.280449': [400, 'instance-state'],
    'DBS.200010': [403, 'permission'],
    'DBS.200002': [404, 'not-found'],
    'APIGW.0301': [401, 'credentials'],
  };
  for (const [code, [status, category]] of Object.entries(refusals)) {
    test(`${code} is a failure: ${category}`, async (t) => {
      const { sandbox, session, risk } = await open(t);
      sandbox.faults.add({ match: { operation: STATUS }, effect: { kind: 'status', status, code } });
      await assert.rejects(session.readEncryption(risk, {}, never), { category, code });
    });
  }

  for (const code of ['DBS.200040', 'DBS.280238', 'DBS.201207', 'DBS.05000001']) {
    test(`${code}, the refusal of an engine or version, is unsupported`, async (t) => {
      const { sandbox, session, risk } = await open(t);
      const effect = { kind: 'status', status: 400, code, message: 'Too old.' } as const;
      sandbox.faults.add({ match: { operation: STATUS }, effect });
      const answer = await session.readEncryption(risk, {}, never);
      assert.ok(answer.state === 'unsupported');
      assert.partialDeepStrictEqual(answer.reason, { category: 'unsupported', code, message: 'Too old.' });
      assert.ok(answer.reason.requestId);
    });
  }

  test('an error in a 200 is that error', async (t) => {
    const { sandbox, session, risk } = await open(t);
    const text = '{"error_code":"DBS.200010","error_msg":"No.","encryption_status":"off"}';
    sandbox.faults.add({ match: { operation: STATUS }, effect: body(text) });
    await assert.rejects(session.readEncryption(risk, {}, never), { category: 'permission' });
  });
});

describe("a region's project", () => {
  test('is looked up once, and an instance in several of them is looked for once', async (t) => {
    const { sandbox, session, risk } = await open(t);
    await session.prove(never);
    for (let turn = 0; turn < 3; turn += 1) await session.readEncryption(risk, {}, never);
    const searches = ['ListInstances', 'ListInstances'];
    assert.deepEqual(operations(sandbox), ['KeystoneListAuthProjects', ...searches, STATUS, STATUS, STATUS]);
  });

  test('missing or disabled is reported; none is ever created', async (t) => {
    const { sandbox, session } = await open(t);
    huaweiProject(sandbox, 'ap-southeast-3').enabled = false;
    await session.prove(never);
    const said = {
      'cn-south-1': /no project for region cn-south-1/,
      'ap-southeast-3': /ap-southeast-3 is disabled/,
    };
    for (const [region, message] of Object.entries(said))
      await assert.rejects(session.listInstances(region, never), { category: 'not-found', message });
    assert.deepEqual(changing(sandbox), []);
    assert.equal(count(sandbox, ''), 0);
  });

  for (const status of [403, 404]) {
    test(`falls back on /v3/projects where the first list is not offered (${status})`, async (t) => {
      const { sandbox, session } = await open(t);
      const effect = { kind: 'status', status, code: 'IAM' } as const;
      sandbox.faults.add({ match: { operation: 'KeystoneListAuthProjects' }, effect });
      const { accountId } = await session.prove(never);
      assert.equal(accountId, sandbox.state.huawei.domainId);
      assert.ok((await session.listInstances(REGION, never)).length > 0);
    });
  }

  test('that the first list leaves out is asked for by name', async (t) => {
    const { sandbox, session } = await open(t);
    const match = { operation: 'KeystoneListAuthProjects' };
    sandbox.faults.add({ match, effect: body('{"projects":[]}') });
    await session.prove(never);
    assert.ok((await session.listInstances(REGION, never)).length > 0);
  });
});

describe('instances', () => {
  test('come with what the cloud tells, and say when they take no change', async (t) => {
    const { session } = await open(t);
    const listed = await session.listInstances(REGION, never);
    const named = new Map(listed.map((instance) => [instance.name, instance]));
    assert.partialDeepStrictEqual(named.get('risk-engine'), {
      provider: 'huawei',
      region: REGION,
      engine: 'gaussdb-mysql',
      engineVersion: '8.0',
      lifecycle: 'ACTIVE',
    });
    assert.equal(named.get('risk-engine')?.busy, undefined);
    for (const name of ['settlement-batch', 'user-center']) assert.ok(named.get(name)?.busy, name);
  });

  test('without anything but an id are taken; a list that never ends is noticed', async (t) => {
    const { sandbox, session } = await open(t);
    const match = { operation: 'ListInstances' };
    const remove = sandbox.faults.add({ match, effect: body('{"instances":[{"id":"a","datastore":null}]}') });
    const empty = { engine: '', engineVersion: '', lifecycle: '' };
    assert.partialDeepStrictEqual(await session.listInstances(REGION, never), [
      { id: 'a', name: 'a', ...empty },
    ]);
    remove();
    sandbox.clearRequests();
    sandbox.faults.add({ match, effect: body('{"instances":[{"id":"a"}],"total_count":1000000}') });
    await assert.rejects(session.listInstances(REGION, never), { category: 'unexpected-reply' });
    assert.ok(sandbox.requests.length <= 1000);
  });

  test('known by id are shown also to whom the details are denied', async (t) => {
    const { sandbox, session, risk } = await open(t);
    const effect = { kind: 'status', status: 403, code: 'DBS.200010' } as const;
    sandbox.faults.add({ match: { operation: 'ShowInstance' }, effect });
    sandbox.faults.add({ match: { operation: 'ListInstances' }, effect });
    const pinned = Array.from({ length: 20 }, (_, index) => ({ id: `a${index}`, region: REGION }));
    const described = await session.describeInstances(REGION, [risk, ...pinned], never);
    assert.deepEqual(
      described.map(({ id }) => id),
      [risk.id, ...pinned.map(({ id }) => id)],
    );
    const projects = 2;
    assert.equal(
      count(sandbox, 'ListInstances') + count(sandbox, 'ShowInstance'),
      projects,
      'one denial is enough',
    );
  });

  test('known by id are listed when there are more than a few, and described when there are not', async (t) => {
    const { sandbox, session } = await open(t);
    sandbox.state.huawei.projects.splice(
      sandbox.state.huawei.projects.findIndex(({ name }) => name.includes('_')),
      1,
    );
    const all = [...sandbox.state.huawei.instances.values()].filter(({ region }) => region === REGION);
    const described = await session.describeInstances(REGION, all, never);
    assert.ok(all.length > 3 && described.every(({ lifecycle }) => lifecycle));
    assert.deepEqual(operations(sandbox), ['KeystoneListAuthProjects', 'ListInstances']);
    sandbox.clearRequests();
    await session.describeInstances(REGION, all.slice(0, 2), never);
    assert.deepEqual(operations(sandbox), ['ShowInstance', 'ShowInstance']);
    sandbox.clearRequests();
    const some = [...all.slice(0, 4), { id: 'gone', region: REGION }];
    const [last] = (await session.describeInstances(REGION, some, never)).slice(-1);
    assert.deepEqual([last?.id, last?.lifecycle], ['gone', '']);
    assert.deepEqual(operations(sandbox), ['ListInstances', 'ShowInstance'], 'only what the list has not');
  });

  test('with an odd id are never asked for', async (t) => {
    const { sandbox, session } = await open(t);
    await session.prove(never);
    for (const id of ['../x', 'a%2fb', 'a?b', 'a#b', 'a b', '']) {
      const odd = bare('huawei', REGION, id);
      await assert.rejects(session.readEncryption(odd, {}, never), { category: 'unexpected-reply' });
      await assert.rejects(session.enable(odd, 'key', never), { category: 'unexpected-reply' });
    }
    assert.deepEqual(operations(sandbox), ['KeystoneListAuthProjects']);
  });
});
