import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actionsOf, policyOf, statementsOf } from '../../support/policies.ts';

const TWO_REGIONS = ['cn-hangzhou', 'eu-central-1'];
const PINNED = [
  { id: 'rm-1', region: 'cn-hangzhou' },
  { id: 'rm-2', region: 'eu-central-1' },
];

async function resourcesOf(
  action: string,
  scope: Parameters<typeof policyOf>[1],
): Promise<readonly string[]> {
  const statements = statementsOf(await policyOf('alibaba', scope));
  return statements.filter(({ Action }) => Action.includes(action)).flatMap(({ Resource = [] }) => Resource);
}

for (const cloud of ['alibaba', 'huawei'] as const)
  for (const changes of [false, true])
    test(`${cloud}, ${changes ? 'with changes' : 'read-only'}: allows, each action once, and no wildcards`, async () => {
      const policy = await policyOf(cloud, { changes });
      const actions = actionsOf(policy);
      assert.equal(new Set(actions).size, actions.length);
      for (const action of actions) assert.match(action, /^[a-z]+:[A-Za-z]+(:[a-z]+)?$/);
      assert.ok(statementsOf(policy).every(({ Effect }) => Effect === 'Allow'));
      assert.ok(policy.warnings.every((warning) => /^[A-Z].*\.$/.test(warning)));
    });

describe("Alibaba Cloud's policy", () => {
  test('allows no change unless changes are wanted', async () => {
    const changing = /:(Enable|Authorize|Create)/;
    assert.deepEqual(
      actionsOf(await policyOf('alibaba')).filter((action) => changing.test(action)),
      [],
    );
    const wanted = actionsOf(await policyOf('alibaba', { changes: true }));
    assert.equal(wanted.filter((action) => changing.test(action)).length, 3);
  });

  test('is narrowed to regions, and to the account when it is known', async () => {
    const action = 'rds:DescribeDBInstances';
    assert.deepEqual(await resourcesOf(action, {}), ['acs:rds:*:*:dbinstance/*']);
    const narrowed = await resourcesOf(action, { regions: TWO_REGIONS, accountId: '42' });
    assert.deepEqual(
      narrowed,
      TWO_REGIONS.map((region) => `acs:rds:${region}:42:dbinstance/*`),
    );
    const keys = await resourcesOf('kms:ListKeys', { changes: true, regions: ['cn-hangzhou'] });
    assert.deepEqual(keys, ['acs:kms:cn-hangzhou:*:*']);
  });

  test('is narrowed to pinned instances, which need no listing', async () => {
    const scope = { changes: true, accountId: '42', regions: [], instances: PINNED };
    const own = ['acs:rds:cn-hangzhou:42:dbinstance/rm-1', 'acs:rds:eu-central-1:42:dbinstance/rm-2'];
    for (const action of [
      'rds:DescribeBackups',
      'rds:DescribeDBInstanceAttribute',
      'rds:EnableBackupEncryption',
    ])
      assert.deepEqual(await resourcesOf(action, scope), own, action);
    assert.deepEqual(await resourcesOf('rds:DescribeDBInstances', scope), []);
    const keys = await resourcesOf('kms:DescribeKey', scope);
    assert.deepEqual(
      keys,
      TWO_REGIONS.map((region) => `acs:kms:${region}:42:*`),
    );
  });

  test('lets nobody create another role than the one for backup encryption', async () => {
    const statements = statementsOf(await policyOf('alibaba', { changes: true }));
    const found = statements.find(({ Action }) => Action.includes('ram:CreateServiceLinkedRole'));
    assert.deepEqual(found?.Action, ['ram:CreateServiceLinkedRole']);
    assert.match(JSON.stringify(found.Condition), /"ram:ServiceName":"backupencryption\.rds\.aliyuncs\.com"/);
  });

  test('sets the change that RAM takes for a read apart, and says so', async () => {
    const policy = await policyOf('alibaba', { changes: true });
    const found = statementsOf(policy).find(({ Action }) => Action.includes('rds:EnableBackupEncryption'));
    assert.equal(found?.Action.length, 1);
    for (const changes of [false, true])
      assert.match(
        (await policyOf('alibaba', { changes })).warnings.join(),
        /EnableBackupEncryption as a read/,
      );
  });
});

describe("Huawei Cloud's policy", () => {
  test('says that reading needs what IAM takes for a change', async () => {
    const reading = await policyOf('huawei');
    assert.ok(actionsOf(reading).includes('gaussdb:backup:encrypt'));
    assert.match(reading.warnings.join(), /gaussdb:backup:encrypt, which IAM classes as a write/);
    assert.deepEqual((await policyOf('huawei', { changes: true })).warnings, []);
  });

  test('allows looking at keys only when changes are wanted', async () => {
    const keys = (actions: readonly string[]) => actions.filter((action) => action.startsWith('kms:'));
    assert.deepEqual(keys(actionsOf(await policyOf('huawei'))), []);
    const wanted = actionsOf(await policyOf('huawei', { changes: true }));
    assert.deepEqual(keys(wanted), ['kms:cmk:list', 'kms:cmk:get']);
  });

  test('is narrowed to regions; of pinned instances it says that it cannot be', async () => {
    const condition = async (scope: Parameters<typeof policyOf>[1]) =>
      JSON.stringify(statementsOf(await policyOf('huawei', scope))[0]?.Condition);
    assert.equal(await condition({}), undefined);
    const narrowed = '{"StringEquals":{"g:ProjectName":["cn-north-4"]}}';
    assert.equal(await condition({ regions: ['cn-north-4'] }), narrowed);
    const { warnings } = await policyOf('huawei', { regions: ['cn-north-4'], changes: true });
    assert.match(warnings.join(), /Sub-projects of these regions are not included/);
    const instances = [{ id: '1in07', region: 'cn-north-4' }];
    assert.equal(await condition({ instances }), narrowed);
    assert.match((await policyOf('huawei', { instances })).warnings.join(), /single instances/);
  });
});
