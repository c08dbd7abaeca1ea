/** Huawei Cloud's login by password: tokens of IAM against the sandbox, over real sockets. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Login } from '../../../src/cloud/login.ts';
import type { HuaweiUser } from '../../../src/sandbox/huawei/model.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_PASSWORD_LOGIN } from '../../../src/sandbox/huawei/user.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { count, operations } from '../../support/requests.ts';
import { bare, keysOf, type LoggedIn, logIn, never, openSession } from '../../support/session.ts';
import { huaweiInstance } from '../../support/sandboxCalls.ts';

const LOGIN = 'KeystoneCreateUserTokenByPassword';
const PROJECTS = 'KeystoneListAuthProjects';
const READ = 'DescribeBackupEncryptStatus';
const REGION = 'cn-north-4';
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

async function setUp(t: TestContext, differences: Partial<typeof SANDBOX_PASSWORD_LOGIN> = {}) {
  const time = { ahead: 0 };
  const now = () => Date.now() + time.ahead;
  const sandbox = await startSandbox({ clock: now });
  t.after(() => sandbox.close());
  const login: Login = { kind: 'password', ...SANDBOX_PASSWORD_LOGIN, ...differences };
  const loggedIn: LoggedIn = await logIn(t, 'huawei', sandbox.origin, login, now);
  return { sandbox, time, ...loggedIn };
}

function instance(sandbox: Sandbox, name: string) {
  const { id, region } = huaweiInstance(sandbox, name);
  return bare('huawei', region, id);
}

function setUser({ state }: Sandbox, differences: Partial<HuaweiUser>): void {
  const [user] = state.huawei.users;
  assert.ok(user);
  state.huawei.users.splice(0, 1, { ...user, ...differences });
}

describe('a password', () => {
  test('gives one token for the account and one for each project, which go without a signature', async (t) => {
    const { sandbox, session } = await setUp(t);
    const identity = await session.prove(never);
    const { domainId } = sandbox.state.huawei;
    const principal = `${SANDBOX_PASSWORD_LOGIN.domain}/${SANDBOX_PASSWORD_LOGIN.user}`;
    assert.deepEqual(
      [identity.accountId, identity.principal, identity.key],
      [domainId, principal, undefined],
    );
    const left = Date.parse(identity.expiresAt ?? '') - Date.now();
    assert.ok(left > DAY - MINUTE && left <= DAY, `${left} ms`);
    const regions = [REGION, REGION, 'ap-southeast-3', 'ap-southeast-3'];
    const lists = await Promise.all(regions.map((region) => session.listInstances(region, never)));
    assert.ok(lists.every((list) => list.length > 0));
    assert.deepEqual(operations(sandbox).slice(0, 2), [LOGIN, PROJECTS]);
    assert.equal(count(sandbox, LOGIN), 4, 'of which one is for a sub-project');
    const scopes = sandbox.state.huawei.tokens.map(({ projectId }) => projectId);
    assert.equal(new Set(scopes).size, 4);
    assert.ok(sandbox.requests.every(({ accessKeyId }) => accessKeyId === ''));
  });

  test('reads what keys read, and changes what they change', async (t) => {
    const { sandbox, session } = await setUp(t);
    const keys = await openSession(t, 'huawei', sandbox.origin);
    for (const name of ['trade-core', 'risk-engine', 'legacy-crm'])
      assert.equal(
        (await session.readEncryption(instance(sandbox, name), {}, never)).state,
        (await keys.readEncryption(instance(sandbox, name), {}, never)).state,
      );
    const [key] = await keysOf(session).list(instance(sandbox, 'risk-engine'), never);
    await session.enable(instance(sandbox, 'risk-engine'), key?.id, never);
    assert.equal(huaweiInstance(sandbox, 'risk-engine').encryption.status, 'on');
    await session.disable?.(instance(sandbox, 'risk-engine'), never);
    assert.equal(huaweiInstance(sandbox, 'risk-engine').encryption.status, 'off');
  });

  test('and its tokens are kept secret before they are used, and are in no log', async (t) => {
    const { sandbox, session, secrets, lines } = await setUp(t);
    await session.prove(never);
    await session.listInstances(REGION, never);
    const tokens = sandbox.state.huawei.tokens.map(({ token }) => token);
    assert.deepEqual([...secrets].sort(), [...tokens].sort());
    for (const secret of [SANDBOX_PASSWORD_LOGIN.password, ...secrets])
      assert.ok(!lines.join('\n').includes(secret));
  });

  test('that the reply echoes does not get into the message', async (t) => {
    const { sandbox, session, lines } = await setUp(t);
    const message = `wrong: ${SANDBOX_PASSWORD_LOGIN.password}`;
    const effect = { kind: 'status', status: 401, code: 'IAM', message } as const;
    sandbox.faults.add({ match: { operation: LOGIN }, effect });
    await assert.rejects(session.prove(never), (error: Error) => {
      return !`${error.message} ${lines.join('\n')}`.includes(SANDBOX_PASSWORD_LOGIN.password);
    });
  });
});

describe('a token', () => {
  test('is had anew before it ends', async (t) => {
    const { sandbox, time, session } = await setUp(t);
    await session.listInstances(REGION, never);
    time.ahead = DAY - 6 * MINUTE;
    await session.listInstances(REGION, never);
    assert.equal(count(sandbox, LOGIN), 3);
    time.ahead = DAY - 4 * MINUTE;
    await session.listInstances(REGION, never);
    assert.equal(count(sandbox, LOGIN), 5, "the projects'; the account's is not needed");
    assert.ok(sandbox.requests.every(({ status }) => status < 300));
  });

  test('revoked in the middle of a refresh is had anew, once for all', async (t) => {
    const { sandbox, session, caller } = await setUp(t);
    const names = ['trade-core', 'trade-history', 'risk-engine', 'market-data'];
    await session.prove(never);
    await session.listInstances(REGION, never);
    sandbox.state.huawei.tokens.splice(0);
    sandbox.clearRequests();
    const read = (name: string) => session.readEncryption(instance(sandbox, name), {}, never);
    const answers = await Promise.all(names.map(read));
    assert.deepEqual(
      answers.map(({ state }) => state),
      ['on', 'on', 'off', 'off'],
    );
    assert.equal(count(sandbox, LOGIN), 1);
    assert.equal(caller.refusal, undefined);
  });

  const refusals = {
    'APIGW.0301': 401,
    'APIGW.0307': 401,
    'DBS.280056': 403,
  };
  for (const [code, status] of Object.entries(refusals))
    test(`refused with ${code}, twice: silence`, async (t) => {
      const { sandbox, session } = await setUp(t);
      await session.listInstances(REGION, never);
      sandbox.clearRequests();
      sandbox.faults.add({ match: { operation: READ }, effect: { kind: 'status', status, code } });
      for (let turn = 0; turn < 3; turn += 1) {
        const read = session.readEncryption(instance(sandbox, 'trade-core'), {}, never);
        await assert.rejects(read, { category: 'credentials' });
      }
      assert.deepEqual(operations(sandbox), [READ, LOGIN, READ]);
    });

  test('refused for a change: nothing is sent again by itself', async (t) => {
    const { sandbox, session } = await setUp(t);
    await session.listInstances(REGION, never);
    sandbox.state.huawei.tokens.splice(0);
    sandbox.clearRequests();
    const changing = session.disable?.(instance(sandbox, 'trade-core'), never);
    await assert.rejects(changing ?? Promise.resolve(), { category: 'credentials' });
    assert.deepEqual(operations(sandbox), ['ModifyBackupEncryptStatus']);
    assert.equal(huaweiInstance(sandbox, 'trade-core').encryption.status, 'on');
  });

  for (const [name, text] of Object.entries({ 'no JSON': 'Created.', 'another shape': '{"token":1}' }))
    test(`whose reply is ${name}: one login, whatever is asked for`, async (t) => {
      const { sandbox, session } = await setUp(t);
      sandbox.faults.add({ match: { operation: LOGIN }, effect: { kind: 'body', text, status: 201 } });
      await assert.rejects(session.prove(never), { category: 'unexpected-reply' });
      for (const region of [REGION, 'ap-southeast-3'])
        await assert.rejects(session.listInstances(region, never), { category: 'unexpected-reply' });
      assert.deepEqual(operations(sandbox), [LOGIN]);
    });

  test('is asked for once, whatever happens to the request', async (t) => {
    for (const effect of [
      { kind: 'status', status: 503, code: 'IAM' },
      { kind: 'throttle' },
      { kind: 'resetAfter' },
    ] as const) {
      const { sandbox, session } = await setUp(t);
      sandbox.faults.add({ match: { operation: LOGIN }, effect });
      await assert.rejects(session.prove(never), { name: 'CloudError' });
      assert.deepEqual(operations(sandbox), [LOGIN], effect.kind);
    }
  });

  test('that does not come with the reply is an odd reply', async (t) => {
    const { sandbox, session } = await setUp(t);
    const text = '{"token":{"expires_at":"2099-01-01T00:00:00.000000Z"}}';
    sandbox.faults.add({ match: { operation: LOGIN }, effect: { kind: 'body', text, status: 201 } });
    await assert.rejects(session.prove(never), { category: 'unexpected-reply' });
  });
});

describe('a password that is refused', () => {
  const causes: Readonly<Record<string, { user?: Partial<HuaweiUser>; used?: object; says: RegExp }>> = {
    'a wrong password': { used: { password: 'MistypedPasswordNotReal' }, says: /password is wrong/ },
    'an unknown user': { used: { user: 'nobody' }, says: /nobody .*sandbox-company .*is wrong/ },
    'another account': { used: { domain: 'elsewhere' }, says: /elsewhere/ },
    'a locked user': { user: { locked: true }, says: /locked/ },
    'a password that has expired': { user: { passwordExpired: true }, says: /expired/ },
  };
  for (const [cause, { user = {}, used = {}, says }] of Object.entries(causes))
    test(`because of ${cause}: one request, then silence until a person asks again`, async (t) => {
      const { sandbox, session, caller } = await setUp(t, used);
      setUser(sandbox, user);
      await assert.rejects(session.prove(never), { category: 'credentials', message: says });
      await assert.rejects(session.prove(never), { category: 'credentials' });
      await assert.rejects(session.listInstances(REGION, never), { category: 'credentials' });
      assert.deepEqual(operations(sandbox), [LOGIN]);
      caller.forgive();
      await assert.rejects(session.prove(never), { category: 'credentials' });
      assert.deepEqual(operations(sandbox), [LOGIN, LOGIN]);
    });

  test('only later, while several projects want new tokens: sent once', async (t) => {
    const { sandbox, session } = await setUp(t);
    const names = ['trade-core', 'risk-engine', 'sg-orders-prod', 'sg-inventory-prod'];
    await session.prove(never);
    for (const name of names) await session.readEncryption(instance(sandbox, name), {}, never);
    setUser(sandbox, { password: 'ChangedPasswordNotReal' });
    sandbox.state.huawei.tokens.splice(0);
    sandbox.clearRequests();
    const reads = names.map((name) => session.readEncryption(instance(sandbox, name), {}, never));
    for (const read of reads) await assert.rejects(read, { category: 'credentials' });
    assert.equal(count(sandbox, LOGIN), 1);
  });

  test("is no refusal when a proxy's page says so", async (t) => {
    const { sandbox, session, caller } = await setUp(t);
    const page = { kind: 'body', text: '<html>Forbidden</html>', status: 403 } as const;
    const pass = sandbox.faults.add({ match: { operation: LOGIN }, effect: page });
    await assert.rejects(session.prove(never), { category: 'unexpected-reply' });
    assert.equal(caller.refusal, undefined);
    pass();
    await session.prove(never);
  });
});

test('keys tell their tail, and their end when it is known', async (t) => {
  const { sandbox } = await setUp(t);
  const expiresAt = '2099-01-01T00:00:00Z';
  for (const cloud of ['alibaba', 'huawei'] as const) {
    const login: Login = { kind: 'keys', credentials: SANDBOX_CREDENTIALS[cloud], expiresAt };
    const { session } = await logIn(t, cloud, sandbox.origin, login);
    const identity = await session.prove(never);
    assert.deepEqual([identity.key, identity.expiresAt], ['…eyId', expiresAt]);
  }
});
