/** Whole accounts that log in by role and by password: refreshed, revoked, and side by side with keys. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { secretName, type Account } from '../../../src/accounts/account.ts';
import { SANDBOX_PASSWORD_LOGIN } from '../../../src/sandbox/huawei/user.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { roleArn } from '../../../src/sandbox/alibaba/sts.ts';
import { accountAt, CLOUDS, PAIRS, type Cloud } from '../../support/pair.ts';
import { openBench, type Bench, type Desk } from '../../support/bench.ts';
import { count } from '../../support/requests.ts';
import { memorySecrets } from '../../support/secrets.ts';
import { until } from '../../support/until.ts';

const LOGINS = { alibaba: 'AssumeRole', huawei: 'KeystoneCreateUserTokenByPassword' } as const;
/** Requests that log in, in a whole refresh: one for the role; one for the account and one for each project. */
const LOGINS_EACH = { alibaba: 1, huawei: 4 } as const;

/** The account of a cloud with a login that gives something for a time. */
function account(cloud: Cloud, { sandbox }: Bench): Account {
  const { domain, user } = SANDBOX_PASSWORD_LOGIN;
  const from = { source: 'given', credentials: SANDBOX_CREDENTIALS.alibaba } as const;
  const arn = roleArn(sandbox.state.alibaba, { name: 'backup-auditor-role' });
  return accountAt(cloud, sandbox, {
    credentials:
      cloud === 'alibaba'
        ? { source: 'assumeRole', roleArn: arn, from }
        : { source: 'password', domain, user },
  });
}

function open(bench: Bench, cloud: Cloud, password: string = SANDBOX_PASSWORD_LOGIN.password): Promise<Desk> {
  const { accountId } = PAIRS[cloud];
  const secrets = memorySecrets({ [secretName(accountId)]: JSON.stringify({ password }) });
  return bench.open([account(cloud, bench)], { secrets, concurrency: 4 });
}

/** Takes away everything that was given out. */
function revoke({ sandbox }: Bench): void {
  const { alibaba, huawei } = sandbox.state;
  huawei.tokens.splice(0);
  alibaba.users.splice(0, alibaba.users.length, ...alibaba.users.filter(({ session }) => !session));
}

function states({ inventory }: Desk): string[] {
  return [...inventory.records()].map(({ instance, encryption }) => `${instance.name} ${encryption.state}`);
}

for (const cloud of CLOUDS)
  describe(`an account of ${cloud} that logs in with ${LOGINS[cloud]}`, () => {
    test('shows what one with keys shows; logging in once serves many refreshes', async (t) => {
      const bench = await openBench(t);
      const keys = await bench.open([accountAt(cloud, bench.sandbox)]);
      await keys.fleet.refresh(false);
      const desk = await open(bench, cloud);
      for (let turn = 0; turn < 3; turn += 1) await desk.fleet.refresh(false);
      assert.equal(desk.inventory.account(PAIRS[cloud].accountId)?.state, 'ok');
      assert.deepEqual(states(desk).sort(), states(keys).sort());
      assert.equal(count(bench.sandbox, LOGINS[cloud]), LOGINS_EACH[cloud]);
    });

    test('goes on when it is revoked in the middle of a refresh', async (t) => {
      const bench = await openBench(t);
      const desk = await open(bench, cloud);
      await desk.fleet.refresh(false);
      const before = states(desk);
      bench.sandbox.faults.add({ match: { provider: cloud }, effect: { kind: 'latency', ms: 10 } });
      bench.sandbox.clearRequests();
      const refreshing = desk.fleet.refresh(false);
      await until(() => count(bench.sandbox, PAIRS[cloud].read) > 2, 'states are read');
      revoke(bench);
      await refreshing;
      assert.equal(desk.inventory.account(PAIRS[cloud].accountId)?.state, 'ok');
      assert.deepEqual(states(desk), before);
      assert.ok([...desk.inventory.records()].every(({ encryption }) => !encryption.stale));
      assert.ok(count(bench.sandbox, LOGINS[cloud]) <= LOGINS_EACH[cloud]);
    });

    test('goes on over days: it logs in again before the end', async (t) => {
      const bench = await openBench(t);
      const desk = await open(bench, cloud);
      for (let half = 0; half < 6; half += 1) {
        await desk.fleet.refresh(false);
        assert.equal(desk.inventory.account(PAIRS[cloud].accountId)?.state, 'ok');
        bench.time.ahead += 12 * 60 * 60 * 1000;
      }
      const refusal = cloud === 'alibaba' ? 400 : 401;
      assert.ok(bench.sandbox.requests.every(({ status }) => status !== refusal));
    });
  });

test('a changed password: the last states stay, one request, then silence', async (t) => {
  const bench = await openBench(t);
  const desk = await open(bench, 'huawei');
  await desk.fleet.refresh(false);
  const [user] = bench.sandbox.state.huawei.users;
  assert.ok(user);
  bench.sandbox.state.huawei.users[0] = { ...user, password: 'ChangedPasswordNotReal' };
  revoke(bench);
  bench.sandbox.clearRequests();
  for (let turn = 0; turn < 3; turn += 1) await desk.fleet.refresh(false);
  assert.equal(count(bench.sandbox, LOGINS.huawei), 1);
  assert.ok(bench.sandbox.requests.length <= 2);
  const { state, stale, reason } = desk.encryption('trade-core');
  assert.deepEqual([state, stale, reason?.category], ['on', true, 'credentials']);
  assert.match(reason?.message ?? '', /backup-auditor .*sandbox-company/);
});
