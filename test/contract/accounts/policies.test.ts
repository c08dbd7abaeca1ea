/** Users who are allowed exactly what the policies allow: it is enough, and without one action the reason names it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CloudError } from '../../../src/cloud/error.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { openBench, type Bench } from '../../support/bench.ts';
import { CLOUDS, PAIRS, type Cloud } from '../../support/pair.ts';
import { actionsOf, policyOf } from '../../support/policies.ts';
import { bare, keysOf, never, openSession } from '../../support/session.ts';
import { alibabaInstance, huaweiInstance } from '../../support/sandboxCalls.ts';

/** Allows the user of a cloud these actions, and nothing else. */
function allow({ state }: Sandbox, cloud: Cloud, allowed: readonly string[]): void {
  const { users } = state[cloud];
  const [user] = users;
  assert.ok(user);
  users[0] = { ...user, denied: [], allowed };
}

async function actions(cloud: Cloud, changes: boolean, without?: string): Promise<string[]> {
  return actionsOf(await policyOf(cloud, { changes })).filter((action) => action !== without);
}

function states({ sandbox }: Bench, desk: Awaited<ReturnType<Bench['open']>>): Record<string, string> {
  assert.deepEqual(sandbox.requests.filter(({ changing }) => changing).length, 0);
  return Object.fromEntries(
    [...desk.inventory.records()].map(({ instance, encryption }) => [instance.name, encryption.state]),
  );
}

test('the read-only policies are enough for a whole refresh: nothing is denied, and nothing is missed', async (t) => {
  const bench = await openBench(t);
  for (const cloud of CLOUDS) allow(bench.sandbox, cloud, ['*']);
  const free = await bench.open();
  await free.fleet.refresh(true);
  for (const cloud of CLOUDS) allow(bench.sandbox, cloud, await actions(cloud, false));
  bench.sandbox.clearRequests();
  const limited = await bench.open();
  await limited.fleet.refresh(true);
  assert.deepEqual(
    bench.sandbox.requests.filter(({ status }) => status === 403),
    [],
  );
  assert.deepEqual(states(bench, limited), states(bench, free));
});

describe('without an action of the read-only policy the reason names it', () => {
  const needed = [
    ['alibaba', 'rds:DescribeDBInstances', 'account'],
    ['alibaba', 'rds:DescribeBackups', 'instance'],
    ['huawei', 'gaussdb:instance:list', 'account'],
    ['huawei', 'gaussdb:backup:encrypt', 'instance'],
  ] as const;
  for (const [cloud, action, place] of needed)
    test(`${action}, at the ${place}`, async (t) => {
      const bench = await openBench(t);
      allow(bench.sandbox, cloud, await actions(cloud, false, action));
      const desk = await bench.open();
      await desk.fleet.refresh(true);
      const { accountId, victim } = PAIRS[cloud];
      const reason =
        place === 'account' ? desk.inventory.account(accountId)?.reason : desk.encryption(victim).reason;
      assert.equal(reason?.category, 'permission');
      assert.ok(reason.message.includes(action), reason.message);
    });
});

describe('the policies with changes', () => {
  async function open(t: Parameters<typeof openSession>[0], cloud: Cloud, without?: string) {
    const sandbox = await startSandbox();
    t.after(() => sandbox.close());
    allow(sandbox, cloud, await actions(cloud, true, without));
    const { id, region } =
      cloud === 'alibaba' ? alibabaInstance(sandbox, 'web-sessions') : huaweiInstance(sandbox, 'risk-engine');
    const session = await openSession(t, cloud, sandbox.origin);
    return { sandbox, session, instance: bare(cloud, region, id) };
  }

  for (const cloud of CLOUDS)
    test(`are enough to choose a key and to switch on (${cloud})`, async (t) => {
      const { sandbox, session, instance } = await open(t, cloud);
      const [key] = await keysOf(session).list(instance, never);
      assert.ok(key?.alias && !key.unusable);
      assert.equal((await keysOf(session).describe(instance, key.id, never)).unusable, undefined);
      const { role } = session;
      if (role && !(await role.exists(instance.region, never))) await role.create(instance.region, never);
      await session.enable(instance, key.id, never);
      await session.disable?.(instance, never);
      assert.ok(sandbox.requests.every(({ status }) => status === 200));
    });

  const denials = [
    ['alibaba', 'rds:EnableBackupEncryption'],
    ['alibaba', 'rds:CheckBackupEncryptionAuthorized'],
    ['alibaba', 'rds:AuthorizeBackupEncryption'],
    ['alibaba', 'kms:ListKeys'],
    ['alibaba', 'kms:DescribeKey'],
    ['huawei', 'gaussdb:backup:encrypt'],
    ['huawei', 'kms:cmk:list'],
    ['huawei', 'kms:cmk:get'],
  ] as const;
  for (const [cloud, action] of denials)
    test(`without ${action}: the refusal names it`, async (t) => {
      const { sandbox, session, instance } = await open(t, cloud, action);
      const keyId = sandbox.state[cloud].keys[0]?.id ?? '';
      const { region } = instance;
      const calls = [
        () => keysOf(session).list(instance, never),
        () => keysOf(session).describe(instance, keyId, never),
        () => session.role?.exists(region, never),
        () => session.role?.create(region, never),
        () => session.enable(instance, keyId, never),
      ];
      let refusal: unknown;
      for (const call of calls) {
        refusal ??= await Promise.resolve(call()).then(
          () => undefined,
          (error: unknown) => error,
        );
      }
      assert.ok(refusal instanceof CloudError);
      assert.equal(refusal.category, 'permission');
      assert.ok(refusal.message.includes(action), refusal.message);
    });
});
