/** Alibaba Cloud's own clients against the sandbox, over real sockets: they judge whether it is honest. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import kms from '@alicloud/kms20160120';
import rpc from '@alicloud/rpc-client';
import openApi from '@alicloud/openapi-core';
import rds from '@alicloud/rds20140815';
import sts from '@alicloud/sts20150401';
import { DOWNLOAD_SECRET } from '../../../src/sandbox/alibaba/backups.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { alibabaInstance } from '../../support/sandboxCalls.ts';

const REGION = 'cn-hangzhou';

let sandbox: Sandbox;

function configuration(accessKeySecret: string = SANDBOX_CREDENTIALS.alibaba.accessKeySecret) {
  const { accessKeyId } = SANDBOX_CREDENTIALS.alibaba;
  const endpoint = new URL(sandbox.origin).host;
  return { accessKeyId, accessKeySecret, endpoint, protocol: 'http', regionId: REGION };
}

function rdsClient(secret?: string) {
  return new rds.default(new openApi.$OpenApiUtil.Config(configuration(secret)));
}

/** The four …BackupEncryption operations are not in the published RDS package: call them by name. */
async function call(
  action: string,
  query: Record<string, string>,
  version = '2014-08-15',
): Promise<Record<string, unknown>> {
  const client = new openApi.default(new openApi.$OpenApiUtil.Config(configuration()));
  const parameters = {
    action,
    version,
    protocol: 'http',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  };
  const request = new openApi.$OpenApiUtil.OpenApiRequest({ query });
  const reply = await client.callApi(new openApi.$OpenApiUtil.Params(parameters), request, {} as never);
  return reply['body'] as Record<string, unknown>;
}

describe("Alibaba Cloud's SDKs", () => {
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.close());

  test('DescribeRegions: a row for each zone', async () => {
    const { body } = await rdsClient().describeRegions(new rds.DescribeRegionsRequest({}));
    const rows = body?.regions?.RDSRegion ?? [];
    assert.ok(rows.filter(({ regionId }) => regionId === REGION).length > 1);
    assert.equal(rows[0]?.regionEndpoint, new URL(sandbox.origin).host);
    assert.ok(!rows.some(({ regionId }) => regionId === 'ap-southeast-2'), 'Sydney is closed');
  });

  test('DescribeDBInstances by token and by page', async () => {
    const seen: (string | undefined)[] = [];
    let nextToken: string | undefined;
    do {
      const request = new rds.DescribeDBInstancesRequest({
        regionId: REGION,
        maxResults: 3,
        instanceLevel: 1,
        ...(nextToken && { nextToken }),
      });
      const { body } = await rdsClient().describeDBInstances(request);
      const rows = body?.items?.DBInstance ?? [];
      assert.ok(rows.every(({ category }) => category));
      seen.push(...rows.map(({ DBInstanceId }) => DBInstanceId));
      nextToken = body?.nextToken;
    } while (nextToken);
    const paged = new rds.DescribeDBInstancesRequest({ regionId: REGION, pageNumber: 2, pageSize: 5 });
    const { body } = await rdsClient().describeDBInstances(paged);
    const rows = body?.items?.DBInstance ?? [];
    assert.deepEqual(
      rows.map(({ DBInstanceId }) => DBInstanceId),
      seen.slice(5, 10),
    );
    assert.ok(rows.every(({ category }) => category === undefined));
    assert.equal(body?.totalRecordCount, seen.length);
  });

  test('DescribeDBInstanceAttribute of several', async () => {
    const ids = ['orders-prod', 'reporting-warehouse'].map((name) => alibabaInstance(sandbox, name).id);
    const request = new rds.DescribeDBInstanceAttributeRequest({ DBInstanceId: ids.join(',') });
    const { body } = await rdsClient().describeDBInstanceAttribute(request);
    const rows = body?.items?.DBInstanceAttribute ?? [];
    assert.deepEqual(
      rows.map((row) => [row.DBInstanceId, row.engine, row.DBInstanceStorageType]),
      [
        [ids[0], 'MySQL', 'local_ssd'],
        [ids[1], 'PostgreSQL', 'cloud_essd'],
      ],
    );
  });

  test('DescribeBackups: encrypted physical sets among others, counts as text', async () => {
    const { id } = alibabaInstance(sandbox, 'orders-prod');
    const request = new rds.DescribeBackupsRequest({
      DBInstanceId: id,
      backupStatus: 'Success',
      pageSize: 30,
    });
    const { body } = await rdsClient().describeBackups(request);
    const sets = body?.items?.backup ?? [];
    assert.equal(body?.totalRecordCount, String(sets.length));
    const physical = sets.filter(({ backupMethod }) => backupMethod === 'Physical');
    assert.ok(physical.length > 0 && physical.length < sets.length);
    assert.ok(physical.every(({ encryption }) => encryption?.includes('EncryptionKey')));
    assert.ok(sets[0]?.backupDownloadURL?.includes(DOWNLOAD_SECRET));
    const ends = sets.map(({ backupEndTime }) => backupEndTime);
    assert.notDeepEqual(ends, ends.toSorted());
    assert.notDeepEqual(ends, ends.toSorted().reverse());
  });

  test('the four operations about backup encryption', async () => {
    const { id } = alibabaInstance(sandbox, 'web-sessions');
    const key = sandbox.state.alibaba.keys[0]?.id ?? '';
    const support = { RegionId: 'eu-central-1', DBInstanceID: id };
    assert.equal(
      (await call('CheckRegionSupportBackupEncryption', support))['SupportBackupEncryption'],
      true,
    );
    const role = { RegionId: 'eu-central-1' };
    assert.equal((await call('CheckBackupEncryptionAuthorized', role))['AuthorizationState'], '0');
    const enabling = { DBInstanceName: id, EncryptionKey: key };
    await assert.rejects(call('EnableBackupEncryption', enabling), { code: 'BackupAkProvenNotFound' });
    assert.equal((await call('AuthorizeBackupEncryption', role))['AuthorizationState'], 1);
    assert.equal((await call('CheckBackupEncryptionAuthorized', role))['AuthorizationState'], '1');
    assert.equal((await call('EnableBackupEncryption', enabling))['DBInstanceId'], id);
    await assert.rejects(call('EnableBackupEncryption', enabling), {
      code: 'BackupEncryptionAlreadyEnabled',
      statusCode: 400,
    });
  });

  test('KMS, whose client still signs with HMAC-SHA1', async () => {
    const client = new kms.default(new rpc.Config(configuration()));
    const listed = await client.listKeys(new kms.ListKeysRequest({ pageNumber: 2, pageSize: 3 }));
    assert.equal(listed.keys.key.length, 3);
    assert.equal(listed.totalCount, sandbox.state.alibaba.keys.length);
    const keyId = listed.keys.key[0]?.keyId ?? '';
    const { keyMetadata } = await client.describeKey(new kms.DescribeKeyRequest({ keyId }));
    assert.equal(keyMetadata.keyState, sandbox.state.alibaba.keys[3]?.state);
    const { aliases } = await client.listAliases(new kms.ListAliasesRequest({ pageSize: 100 }));
    assert.ok(aliases.alias.some(({ aliasName }) => aliasName === 'alias/acs/rds'));
    const wrong = new kms.default(new rpc.Config(configuration('wrong')));
    await assert.rejects(wrong.listKeys(new kms.ListKeysRequest({})), /SignatureDoesNotMatch/);
  });

  test('KMS ListKeys with filters, which the published client cannot send', async () => {
    const filters = [
      { Key: 'KeyState', Values: ['Enabled'] },
      { Key: 'KeySpec', Values: ['Aliyun_AES_256', 'Aliyun_SM4'] },
      { Key: 'CreatorType', Values: ['User'] },
    ];
    const { TotalCount } = await call('ListKeys', { Filters: JSON.stringify(filters) }, '2016-01-20');
    assert.equal(TotalCount, 2);
    await assert.rejects(call('ListKeys', { Filters: 'Enabled' }, '2016-01-20'), {
      code: 'InvalidParameter',
    });
  });

  test('STS GetCallerIdentity', async () => {
    const client = new sts.default(new openApi.$OpenApiUtil.Config(configuration()));
    const { body } = await client.getCallerIdentity();
    assert.deepEqual([body?.accountId, body?.identityType], [sandbox.state.alibaba.accountId, 'RAMUser']);
  });

  test('STS AssumeRole gives keys that are good with their token, until they end', async () => {
    const client = new sts.default(new openApi.$OpenApiUtil.Config(configuration()));
    const roleArn = `acs:ram::${sandbox.state.alibaba.accountId}:role/backup-auditor-role`;
    const wanted = { roleArn, roleSessionName: 'ci', durationSeconds: 900 };
    const { body } = await client.assumeRole(new sts.AssumeRoleRequest(wanted));
    assert.equal(body?.assumedRoleUser?.arn, `${roleArn}/ci`);
    const { accessKeyId, accessKeySecret, securityToken, expiration } = body.credentials ?? {};
    const left = Date.parse(expiration ?? '') - Date.now();
    assert.ok(left > 890_000 && left <= 900_000, `${left} ms`);
    const config = new openApi.$OpenApiUtil.Config({
      ...configuration(),
      accessKeyId,
      accessKeySecret,
      securityToken,
    });
    const identity = await new sts.default(config).getCallerIdentity();
    assert.equal(identity.body?.identityType, 'AssumedRoleUser');
    assert.match(identity.body.arn ?? '', /assumed-role\/backup-auditor-role\/ci$/);
    const user = sandbox.state.alibaba.users.pop();
    assert.ok(user);
    sandbox.state.alibaba.users.push({ ...user, expiresAt: 1 });
    const ended = new sts.default(config).getCallerIdentity();
    await assert.rejects(ended, { code: 'InvalidSecurityToken.Expired' });
  });

  test('STS AssumeRole refuses what is not as it should be', async () => {
    const client = new sts.default(new openApi.$OpenApiUtil.Config(configuration()));
    const roleArn = `acs:ram::${sandbox.state.alibaba.accountId}:role/backup-auditor-role`;
    const refused = (differences: object) => {
      const wanted = { roleArn, roleSessionName: 'ci', ...differences };
      return client.assumeRole(new sts.AssumeRoleRequest(wanted)).then(
        () => 'given',
        (error: unknown) => (error as { code: string }).code,
      );
    };
    assert.equal(await refused({ roleArn: `${roleArn}-2` }), 'EntityNotExist.Role');
    assert.equal(await refused({ roleArn: 'reader' }), 'InvalidParameter.RoleArn');
    assert.equal(await refused({ roleSessionName: 'a b' }), 'InvalidParameter.RoleSessionName');
    assert.equal(await refused({ durationSeconds: 60 }), 'InvalidParameter.DurationSeconds');
    assert.equal(await refused({ durationSeconds: 7200 }), 'InvalidParameter.DurationSeconds');
    assert.equal(await refused({ policy: '{' }), 'InvalidParameter.PolicyGrammar');
    assert.equal(await refused({ externalId: 'not asked for' }), 'given');
  });

  test('a wrong secret is refused', async () => {
    const described = rdsClient('wrong').describeRegions(new rds.DescribeRegionsRequest({}));
    await assert.rejects(described, { code: 'SignatureDoesNotMatch', statusCode: 400 });
  });
});
