import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import { alibabaInstance, at, callAlibaba, listAt, textAt } from '../../support/sandboxCalls.ts';
import type { Json } from '../../support/sandboxCalls.ts';

const DAY = 24 * 60 * 60 * 1000;

let sandbox: Sandbox;
/** The sandbox's clock. */
let now: number;

beforeEach(async () => {
  now = Date.parse('2026-01-15T08:30:05Z');
  sandbox = await startSandbox({ clock: () => now });
});
afterEach(() => sandbox.close());

async function ask(action: string, query: Record<string, string | number> = {}): Promise<Json> {
  return (await callAlibaba(sandbox, action, query, { date: new Date(now) })).body;
}

async function code(action: string, query: Record<string, string | number> = {}): Promise<string> {
  const { status, code: refused } = await callAlibaba(sandbox, action, query, { date: new Date(now) });
  return status === 200 ? 'accepted' : `${status} ${refused}`;
}

async function backups(name: string, query: Record<string, string | number> = {}): Promise<readonly Json[]> {
  const { id } = alibabaInstance(sandbox, name);
  return listAt(await ask('DescribeBackups', { DBInstanceId: id, ...query }), 'Items', 'Backup');
}

describe('EnableBackupEncryption', () => {
  const enable = (name: string, EncryptionKey?: string) =>
    code('EnableBackupEncryption', {
      DBInstanceName: alibabaInstance(sandbox, name).id,
      ...(EncryptionKey && { EncryptionKey }),
    });
  const key = (alias: string) => sandbox.state.alibaba.keys.find((one) => one.alias === `alias/${alias}`)?.id;

  test('is for ever, and the first key stays', async () => {
    sandbox.state.alibaba.roleExists = true;
    const first = key('database-backups');
    assert.equal(await enable('web-sessions', first), 'accepted');
    const again = await enable('web-sessions', key('finance-sm4'));
    assert.equal(again, '400 BackupEncryptionAlreadyEnabled');
    assert.equal(alibabaInstance(sandbox, 'web-sessions').encryption?.keyId, first);
  });

  test('encrypts only the backups made afterwards', async () => {
    const instance = alibabaInstance(sandbox, 'web-sessions');
    const before = await backups('web-sessions');
    assert.ok(before.length > 0 && before.every((set) => textAt(set, 'Encryption') === '{}'));
    assert.equal(await enable('web-sessions'), 'accepted');
    assert.deepEqual(await backups('web-sessions'), before);
    now += 60_000;
    const { id } = takeBackup(instance, now);
    const [set] = await backups('web-sessions', { BackupId: id });
    assert.match(textAt(set, 'Encryption'), /EncryptionKey/);
    now += DAY;
    const encrypted = (await backups('web-sessions')).filter((one) => textAt(one, 'Encryption') !== '{}');
    assert.equal(encrypted.length, 2, 'the one made by hand and the one of the night');
  });

  test('takes a custom key only with the role, and only a usable one', async () => {
    assert.equal(await enable('web-sessions', key('database-backups')), '404 BackupAkProvenNotFound');
    sandbox.state.alibaba.roleExists = true;
    assert.equal(await enable('web-sessions', 'no-such-key'), '400 KmsApiError');
    assert.equal(await enable('web-sessions', key('retired-2023')), '403 InvalidKmsKey');
    assert.equal(await enable('web-sessions', key('release-signing')), '400 TagKmsKeyError');
    sandbox.state.alibaba.kmsActivated = false;
    assert.equal(await enable('web-sessions', key('database-backups')), '404 InvalidClusterKms');
    assert.equal(await enable('web-sessions'), '400 BackupEncryptCreateKeyError');
    assert.equal(alibabaInstance(sandbox, 'web-sessions').encryption, undefined);
  });

  test('refuses what is not eligible, with the reason as the code', async () => {
    assert.equal(await enable('checkout-staging'), '403 IncorrectDBInstanceState');
    assert.equal(await enable('customer-profiles'), '403 InvalidInstanceLevel.Malformed');
    assert.equal(await enable('reporting-warehouse'), '400 InvalidDBInstanceEngineType.Format');
    assert.equal(await enable('billing-replica'), '404 InvalidDBInstance.NotFound');
    alibabaInstance(sandbox, 'web-sessions').storageType = 'cloud_essd';
    assert.equal(await enable('web-sessions'), '400 InvalidInstanceLevel.DiskType');
    alibabaInstance(sandbox, 'partner-portal').unpaid = true;
    assert.equal(await enable('partner-portal'), '403 OrderStatus.UnPaid');
    assert.equal(
      await code('EnableBackupEncryption', { DBInstanceName: 'rm-none' }),
      '400 InvalidDBInstanceId.NotFound',
    );
    assert.equal(await code('EnableBackupEncryption'), '400 MissingDBInstanceName');
  });

  test('agrees with CheckRegionSupportBackupEncryption', async () => {
    const support = async (name: string) => {
      const { id, region } = alibabaInstance(sandbox, name);
      const reply = await ask('CheckRegionSupportBackupEncryption', { RegionId: region, DBInstanceID: id });
      return at(reply, 'SupportBackupEncryption');
    };
    assert.equal(await support('web-sessions'), true);
    assert.equal(await support('search-catalog'), false);
  });
});

describe('DescribeDBInstances and its like', () => {
  test('limits', async () => {
    const RegionId = 'cn-hangzhou';
    assert.equal(await code('DescribeDBInstances'), '400 MissingRegionId');
    assert.equal(await code('DescribeDBInstances', { RegionId: 'xx-none' }), '404 InvalidRegion.NotFound');
    assert.equal(await code('DescribeDBInstances', { RegionId, MaxResults: 101 }), '400 InvalidParameter');
    assert.equal(await code('DescribeDBInstances', { RegionId, NextToken: 'odd' }), '400 InvalidParameter');
  });

  test('an attribute call takes 30 ids, leaves out the missing and refuses when none is left', async () => {
    const { id } = alibabaInstance(sandbox, 'orders-prod');
    const query = (ids: string[]) => ({ DBInstanceId: ids.join(',') });
    const some = await ask('DescribeDBInstanceAttribute', query([id, 'rm-none']));
    assert.equal(listAt(some, 'Items', 'DBInstanceAttribute').length, 1);
    assert.equal(
      await code('DescribeDBInstanceAttribute', query(['rm-none'])),
      '400 InvalidDBInstanceId.NotFound',
    );
    const tooMany = Array.from({ length: 31 }, () => id);
    assert.equal(await code('DescribeDBInstanceAttribute', query(tooMany)), '400 InvalidParameter');
  });

  test('a user without the permission is told which', async () => {
    const user = sandbox.state.alibaba.users[0];
    assert.ok(user);
    sandbox.state.alibaba.users[0] = { ...user, denied: [{ operation: 'DescribeBackups' }] };
    const { id } = alibabaInstance(sandbox, 'orders-prod');
    const reply = await callAlibaba(
      sandbox,
      'DescribeBackups',
      { DBInstanceId: id },
      { date: new Date(now) },
    );
    assert.equal(reply.status, 403);
    assert.equal(reply.code, 'Forbidden.RAM');
    assert.equal(textAt(reply.body, 'AccessDeniedDetail', 'AuthAction'), 'rds:DescribeBackups');
    assert.equal(await code('GetCallerIdentity'), 'accepted');
  });

  test('temporary, disabled and unknown keys', async () => {
    const base = { name: 'ci', accessKeySecret: 'not real' };
    const temporary = { ...base, accessKeyId: 'STS.1', securityToken: 'token', expiresAt: now + 1000 };
    sandbox.state.alibaba.users.push(temporary, { ...base, accessKeyId: 'Off', disabled: true });
    const codeFor = async (credentials: {
      accessKeyId: string;
      accessKeySecret: string;
      securityToken?: string;
    }) => (await callAlibaba(sandbox, 'GetCallerIdentity', {}, { credentials, date: new Date(now) })).code;
    assert.equal(await codeFor(temporary), '');
    assert.equal(await codeFor({ ...base, accessKeyId: 'STS.1' }), 'InvalidAccessKeyId.NotFound');
    const otherToken = { ...temporary, securityToken: 'other' };
    assert.equal(await codeFor(otherToken), 'InvalidSecurityToken.MismatchWithAccessKey');
    now += 1000;
    assert.equal(await codeFor(temporary), 'InvalidSecurityToken.Expired');
    assert.equal(await codeFor({ ...base, accessKeyId: 'Off' }), 'InvalidAccessKeyId.Inactive');
    assert.equal(await codeFor({ ...base, accessKeyId: 'Stranger' }), 'InvalidAccessKeyId.NotFound');
  });
});
