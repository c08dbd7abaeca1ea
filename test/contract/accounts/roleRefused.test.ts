/** Roles of Alibaba Cloud that cannot be assumed: what is said, and how often the cloud is asked. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { operations } from '../../support/requests.ts';
import { asRole, OWN_KEYS, setUpRoles } from '../../support/roles.ts';
import { never } from '../../support/session.ts';

const REGION = 'cn-hangzhou';
const MINUTE = 60_000;

describe('a role that cannot be assumed', () => {
  test('is no broken key: it names the role and the action, and is asked once until proven again', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const arn = addRole('closed', { trusts: [] });
    const { session, caller } = await logIn(asRole(arn));
    await assert.rejects(session.prove(never), {
      category: 'permission',
      code: 'NoPermission',
      requestId: /./,
      message: new RegExp(`${arn} .*sts:AssumeRole`),
    });
    for (let turn = 0; turn < 3; turn += 1)
      await assert.rejects(session.listInstances(REGION, never), { category: 'permission' });
    assert.deepEqual(operations(sandbox), ['AssumeRole']);
    assert.equal(caller.refusal, undefined);
    const { roles, accountId } = sandbox.state.alibaba;
    roles.pop();
    addRole('closed', { trusts: [`acs:ram::${accountId}:user/backup-auditor`] });
    await session.prove(never);
  });

  test('says whose fault it is', async (t) => {
    const { sandbox, addRole, logIn } = await setUpRoles(t);
    const arn = addRole('reader');
    const absent = await logIn(asRole(`${arn}-2`));
    await assert.rejects(absent.session.prove(never), { category: 'not-found', message: /reader-2/ });
    const tooLong = await logIn(asRole(arn, OWN_KEYS, { durationSeconds: 7200 }));
    await assert.rejects(tooLong.session.prove(never), { category: 'invalid-request', message: /Duration/ });
    const user = sandbox.state.alibaba.users[0];
    assert.ok(user);
    sandbox.state.alibaba.users[0] = { ...user, denied: [{ operation: 'AssumeRole' }] };
    const denied = await logIn(asRole(arn));
    await assert.rejects(denied.session.prove(never), { category: 'permission', message: /sts:AssumeRole/ });
  });

  test('of a chain names the one that failed', async (t) => {
    const { addRole, logIn } = await setUpRoles(t);
    const closed = addRole('closed', { trusts: [] });
    const { session } = await logIn(asRole(addRole('reader'), asRole(closed)));
    await assert.rejects(session.prove(never), ({ message }: Error) => {
      return message.includes(closed) && !message.includes('reader');
    });
  });

  for (const [name, differences] of Object.entries({
    'a wrong secret': { accessKeySecret: 'MistypedSecretNotReal' },
    'a token that has ended': { securityToken: 'TokenNotReal' },
  }))
    test(`because of ${name}: the keys are refused, one request, then silence`, async (t) => {
      const { sandbox, addRole, logIn } = await setUpRoles(t);
      const { users } = sandbox.state.alibaba;
      const [user] = users;
      assert.ok(user);
      if ('securityToken' in differences) users[0] = { ...user, ...differences, expiresAt: 1 };
      const credentials = { ...SANDBOX_CREDENTIALS.alibaba, ...differences };
      const { session, caller } = await logIn(asRole(addRole('reader'), { kind: 'keys', credentials }));
      await assert.rejects(session.prove(never), { category: 'credentials', message: /role\/reader/ });
      await assert.rejects(session.prove(never), { category: 'credentials' });
      await assert.rejects(session.regions(never), { category: 'credentials' });
      assert.deepEqual(operations(sandbox), ['AssumeRole']);
      assert.equal(caller.refusal?.category, 'credentials');
    });

  test('any more, in the middle of a refresh: asked once, not for every instance', async (t) => {
    const { sandbox, time, addRole, logIn } = await setUpRoles(t);
    const { session } = await logIn(asRole(addRole('reader')));
    await session.prove(never);
    sandbox.state.alibaba.roles.splice(0);
    time.ahead = 56 * MINUTE;
    sandbox.clearRequests();
    const reads = Array.from({ length: 20 }, () => session.listInstances(REGION, never));
    for (const read of reads) await assert.rejects(read, { category: 'not-found' });
    await assert.rejects(session.listInstances(REGION, never), { category: 'not-found' });
    assert.deepEqual(operations(sandbox), ['AssumeRole']);
  });
});
