/** What failed before the changing request left is refused; only what may have arrived is lost. */
import assert from 'node:assert/strict';
import { request as forward } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { describe, test, type TestContext } from 'node:test';
import { secretName, type Account } from '../../../src/accounts/account.ts';
import type { Wanted } from '../../../src/fleet/changing/wanted.ts';
import { roleArn } from '../../../src/sandbox/alibaba/sts.ts';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_PASSWORD_LOGIN } from '../../../src/sandbox/huawei/user.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { alibabaAccount, huaweiAccount } from '../../support/accounts.ts';
import { openBench, type Bench } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { changing } from '../../support/requests.ts';
import { alibabaInstance, huaweiInstance } from '../../support/sandboxCalls.ts';
import { memorySecrets } from '../../support/secrets.ts';
import { startServer } from '../../support/server.ts';
import { never, openSession } from '../../support/session.ts';

const HOUR = 3_600_000;

/** Logins that give something for a time, and what is asked for when that has ended. */
const LOGINS = {
  alibaba: {
    asks: 'AssumeRole',
    name: 'web-sessions',
    change: 'enable',
    before: 'off',
    account: ({ sandbox }: Bench): Account =>
      alibabaAccount(sandbox, {
        credentials: {
          source: 'assumeRole',
          roleArn: roleArn(sandbox.state.alibaba, { name: 'backup-auditor-role' }),
          from: { source: 'given', credentials: SANDBOX_CREDENTIALS.alibaba },
        },
      }),
  },
  huawei: {
    asks: 'KeystoneCreateUserTokenByPassword',
    name: 'trade-core',
    change: 'disable',
    before: 'on',
    account: ({ sandbox }: Bench): Account => {
      const { domain, user } = SANDBOX_PASSWORD_LOGIN;
      return huaweiAccount(sandbox, { credentials: { source: 'password', domain, user } });
    },
  },
} as const;

const FAILURES: Readonly<Record<string, Effect>> = {
  'cuts the connection': { kind: 'resetBefore' },
  'answers 503': { kind: 'status', status: 503 },
  'answers with a page': { kind: 'body', text: '<html>portal</html>' },
};

describe('while nobody gives out what to sign with, a change', { concurrency: true }, () => {
  for (const [cloud, login] of Object.entries(LOGINS))
    for (const [title, effect] of Object.entries(FAILURES))
      test(`is refused, not lost (${cloud}, who asks ${title})`, async (t) => {
        const bench = await openBench(t);
        const { password } = SANDBOX_PASSWORD_LOGIN;
        const secrets = memorySecrets({ [secretName('hw')]: JSON.stringify({ password }) });
        const desk = await bench.open([login.account(bench)], { secrets });
        await desk.fleet.refresh(false);
        assert.equal(desk.encryption(login.name).state, login.before);
        bench.time.ahead += 24 * HOUR - 60_000;
        bench.sandbox.faults.add({ match: { operation: login.asks }, effect });
        const change = desk.fleet.changes.change(desk.ref(login.name), { change: login.change } as Wanted);
        await assert.rejects(change, { name: 'CloudError', unsent: true });
        assert.deepEqual([changing(bench.sandbox), outcomesOf(bench)], [[], [`${login.change} refused`]]);
        const { state, reason } = desk.encryption(login.name);
        assert.deepEqual([state, reason], [login.before, undefined], 'the row is as it was');
      });

  test('whose project cannot be looked up never left (huawei)', async (t) => {
    const sandbox = await startSandbox();
    t.after(() => sandbox.close());
    const session = await openSession(t, 'huawei', sandbox.origin);
    sandbox.faults.add({ match: { provider: 'huawei' }, effect: { kind: 'resetBefore' } });
    const { region, id, name } = huaweiInstance(sandbox, 'trade-core');
    const said = { provider: 'huawei', accountId: 'hw', engine: '', engineVersion: '', lifecycle: '' };
    const change = session.disable?.({ ...said, region, id, name }, never);
    await assert.rejects(change ?? Promise.resolve(), { category: 'network', unsent: true });
    assert.deepEqual(changing(sandbox), []);
  });
});

/** A server on the way that sends each changing request twice, and hands on what comes back the second time. */
async function startRepeater(t: TestContext, target: string, isChange: RegExp): Promise<{ origin: string }> {
  return startServer(t, (request, response) => {
    const { method = '', url = '', headers } = request;
    const send = (body: Buffer, hear: (status: number, said: Buffer) => void) =>
      forward(`${target}${url}`, { method, headers }, (answer) => {
        void buffer(answer).then((said) => {
          hear(answer.statusCode ?? 0, said);
        });
      }).end(body);
    const hand = (status: number, said: Buffer) => response.writeHead(status).end(said);
    void buffer(request).then((body) => {
      const twice = isChange.test(`${method} ${url} ${String(headers['x-acs-action'])}`);
      send(body, twice ? () => send(body, hand) : hand);
    });
  });
}

describe('a request that something on the way sent twice', () => {
  test('is refused as a repetition, so it was there before: lost, then read (alibaba)', async (t) => {
    const bench = await openBench(t);
    const relay = await startRepeater(t, bench.sandbox.origin, /EnableBackupEncryption/);
    const desk = await bench.open([alibabaAccount(relay)]);
    await desk.fleet.refresh(false);
    const result = await desk.fleet.changes.change(desk.ref('web-sessions'), { change: 'enable' });
    assert.equal(result, 'unconfirmed');
    assert.ok(alibabaInstance(bench.sandbox, 'web-sessions').encryption, 'it was switched on');
    const { state, reason } = desk.encryption('web-sessions');
    assert.deepEqual([state, reason?.category], ['unknown', 'unconfirmed'], 'never "not encrypted"');
    assert.deepEqual(outcomesOf(bench), ['enable open']);
  });

  test('also when it creates the role, which can be read at once', async (t) => {
    const bench = await openBench(t);
    const relay = await startRepeater(t, bench.sandbox.origin, /AuthorizeBackupEncryption/);
    const desk = await bench.open([alibabaAccount(relay)]);
    await desk.fleet.refresh(false);
    const role = await desk.fleet.changes.missingRole(desk.ref('web-sessions'), never);
    assert.ok(role);
    assert.equal(await desk.fleet.changes.createRole(desk.ref('web-sessions'), role), true);
    assert.deepEqual(outcomesOf(bench), ['create-role confirmed']);
  });
});
