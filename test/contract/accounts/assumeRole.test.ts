/** Alibaba Cloud's login by role: AssumeRole against the sandbox, over real sockets. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Login } from '../../../src/cloud/login.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { count, operations } from '../../support/requests.ts';
import { asRole, OWN_KEYS, setUpRoles } from '../../support/roles.ts';
import { bare, never } from '../../support/session.ts';
import { alibabaInstance } from '../../support/sandboxCalls.ts';

const REGION = 'cn-hangzhou';
const MINUTE = 60_000;

/** Takes away the keys that were given out for roles. */
function revoke({ state }: Sandbox): void {
  const { users } = state.alibaba;
  users.splice(0, users.length, ...users.filter(({ session }) => session === undefined));
}

describe('a role', () => {
  test('is assumed first, by one request for all that follow, and its keys sign them', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const { session, lines, secrets } = await logIn(asRole(addRole('reader')));
    const identity = await session.prove(never);
    const { accountId } = sandbox.state.alibaba;
    assert.equal(identity.principal, `acs:ram::${accountId}:assumed-role/reader/a-session`);
    assert.deepEqual([identity.accountId, identity.key], [accountId, undefined]);
    const left = Date.parse(identity.expiresAt ?? '') - Date.now();
    assert.ok(left > 59 * MINUTE && left <= 60 * MINUTE, `${left} ms`);
    await Promise.all([REGION, 'eu-central-1'].map((region) => session.listInstances(region, never)));
    assert.deepEqual(operations(sandbox).slice(0, 2), ['AssumeRole', 'GetCallerIdentity']);
    assert.equal(count(sandbox, 'AssumeRole'), 1);
    const own = sandbox.requests.filter(
      ({ accessKeyId }) => accessKeyId === SANDBOX_CREDENTIALS.alibaba.accessKeyId,
    );
    assert.deepEqual(
      own.map(({ operation }) => operation),
      ['AssumeRole'],
    );
    const given = sandbox.state.alibaba.users.at(-1);
    assert.ok(given?.securityToken && secrets.includes(given.securityToken));
    assert.ok(secrets.includes(given.accessKeySecret));
    for (const secret of secrets) assert.ok(!lines.join('\n').includes(secret));
  });

  test('is waited for by calls that come at the same time', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const { session } = await logIn(asRole(addRole('reader')));
    const regions = [REGION, 'eu-central-1', 'ap-southeast-1'];
    await Promise.all(regions.map((region) => session.listInstances(region, never)));
    assert.deepEqual(operations(sandbox).indexOf('AssumeRole'), 0);
    assert.equal(count(sandbox, 'AssumeRole'), 1);
  });

  test('of a role: each is assumed with the keys of the one before', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const hub = addRole('hub');
    const reader = addRole('reader', { trusts: [hub] });
    const direct = await logIn(asRole(reader));
    await assert.rejects(direct.session.prove(never), { category: 'permission' });
    const { session } = await logIn(asRole(reader, asRole(hub)));
    assert.match((await session.prove(never)).principal, /assumed-role\/reader\//);
    assert.equal(count(sandbox, 'AssumeRole'), 3);
  });

  test('takes an external id, a policy that narrows it, and a duration', async (t) => {
    const { time, addRole, logIn } = await setUpRoles(t);
    const arn = addRole('partner', { externalId: 'contract-7' });
    await assert.rejects((await logIn(asRole(arn))).session.prove(never), { category: 'permission' });
    const policy = JSON.stringify({
      Version: '1',
      Statement: [{ Effect: 'Allow', Action: ['rds:DescribeRegions'], Resource: '*' }],
    });
    const details = { externalId: 'contract-7', policy, durationSeconds: 900 };
    const { session } = await logIn(asRole(arn, OWN_KEYS, details));
    const { expiresAt = '' } = await session.prove(never);
    assert.ok(Date.parse(expiresAt) - Date.now() - time.ahead <= 15 * MINUTE);
    assert.ok((await session.regions(never)).length > 0);
    const refused = { category: 'permission', message: /rds:DescribeDBInstances/ };
    await assert.rejects(session.listInstances(REGION, never), refused);
  });

  test('in a chain without end is refused before anything is sent', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const arn = addRole('hub');
    let login: Login = OWN_KEYS;
    for (let depth = 0; depth < 6; depth += 1) login = asRole(arn, login);
    await assert.rejects(logIn(login), { category: 'configuration' });
    assert.equal(sandbox.requests.length, 0);
  });
});

describe('the keys of a role', () => {
  test('are had anew before they end', async (t) => {
    const { sandbox, time, addRole, logIn } = await setUpRoles(t);
    const { session } = await logIn(asRole(addRole('reader')));
    await session.prove(never);
    time.ahead = 54 * MINUTE;
    await session.listInstances(REGION, never);
    assert.equal(count(sandbox, 'AssumeRole'), 1);
    time.ahead = 56 * MINUTE;
    await session.listInstances(REGION, never);
    assert.equal(count(sandbox, 'AssumeRole'), 2);
    assert.ok(
      sandbox.requests.every(({ status }) => status === 200),
      'none was sent with keys that had ended',
    );
  });

  test('revoked in the middle of a refresh are had anew, once for all', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const { session, caller } = await logIn(asRole(addRole('reader')));
    await session.prove(never);
    revoke(sandbox);
    sandbox.clearRequests();
    const instances = ['orders-prod', 'web-sessions', 'inventory-prod', 'billing-prod'].map((name) => {
      const { id, region } = alibabaInstance(sandbox, name);
      return bare('alibaba', region, id);
    });
    const answers = await Promise.all(
      instances.map((instance) => session.readEncryption(instance, {}, never)),
    );
    assert.deepEqual(
      answers.map(({ state }) => state),
      ['on', 'off', 'off', 'on'],
    );
    assert.equal(count(sandbox, 'AssumeRole'), 1);
    assert.equal(caller.refusal, undefined);
    assert.ok(sandbox.requests.filter(({ status }) => status >= 400).length <= instances.length);
  });

  for (const [code, message] of [
    ['InvalidParameter', 'The specified parameter "SecurityToken.Expired" is not valid.'],
    ['MissingParameter', 'The input parameter "SecurityToken" that is mandatory is not supplied.'],
  ] as const)
    test(`ended, which the gateway calls ${code}: are had anew, once`, async (t) => {
      const { sandbox, addRole, logIn } = await setUpRoles(t);
      const { session, caller } = await logIn(asRole(addRole('reader')));
      await session.prove(never);
      sandbox.clearRequests();
      const effect = { kind: 'status', status: 400, code, message } as const;
      sandbox.faults.add({ match: { operation: 'DescribeDBInstances' }, times: 1, effect });
      await session.listInstances(REGION, never);
      assert.deepEqual(operations(sandbox), ['DescribeDBInstances', 'AssumeRole', 'DescribeDBInstances']);
      assert.equal(caller.refusal, undefined);
    });

  test('refused as soon as they are given out: silence, until a person asks again', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const { session, caller } = await logIn(asRole(addRole('reader')));
    const effect = { kind: 'status', status: 403, code: 'InvalidSecurityToken.Expired' } as const;
    const mend = sandbox.faults.add({ match: { operation: 'GetCallerIdentity' }, effect });
    await assert.rejects(session.prove(never), { category: 'credentials' });
    await assert.rejects(session.prove(never), { category: 'credentials' });
    await assert.rejects(session.listInstances(REGION, never), { category: 'credentials' });
    assert.deepEqual(operations(sandbox), ['AssumeRole', 'GetCallerIdentity']);
    mend();
    caller.forgive();
    await session.prove(never);
    assert.deepEqual(operations(sandbox).slice(2, 4), ['AssumeRole', 'GetCallerIdentity']);
  });

  test('refused again after they were replaced: silence', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const { session } = await logIn(asRole(addRole('reader')));
    await session.prove(never);
    sandbox.clearRequests();
    const effect = { kind: 'status', status: 400, code: 'InvalidSecurityToken.Expired' } as const;
    sandbox.faults.add({ match: { operation: 'DescribeDBInstances' }, effect });
    for (let turn = 0; turn < 3; turn += 1)
      await assert.rejects(session.listInstances(REGION, never), { category: 'credentials' });
    assert.deepEqual(operations(sandbox), ['DescribeDBInstances', 'AssumeRole', 'DescribeDBInstances']);
  });

  test('refused for a change: nothing is sent again by itself, the next call has new ones', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const { session } = await logIn(asRole(addRole('writer')));
    await session.prove(never);
    revoke(sandbox);
    sandbox.clearRequests();
    const { id, region } = alibabaInstance(sandbox, 'web-sessions');
    const instance = bare('alibaba', region, id);
    await assert.rejects(session.enable(instance, undefined, never), { category: 'credentials' });
    assert.deepEqual(operations(sandbox), ['EnableBackupEncryption']);
    assert.equal(alibabaInstance(sandbox, 'web-sessions').encryption, undefined);
    await session.enable(instance, undefined, never);
    assert.equal(count(sandbox, 'EnableBackupEncryption'), 2);
  });
});
