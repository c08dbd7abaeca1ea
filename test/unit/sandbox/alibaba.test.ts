import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { alibabaInstance, at, callAlibaba, listAt, textAt } from '../../support/sandboxCalls.ts';
import { alibabaAsker } from '../../support/alibabaAsker.ts';

const DAY = 24 * 60 * 60 * 1000;

const { here, ask, backups, code } = alibabaAsker();

describe('EnableBackupEncryption', () => {
  const enable = (name: string, EncryptionKey?: string) =>
    code('EnableBackupEncryption', {
      DBInstanceName: alibabaInstance(here.sandbox, name).id,
      ...(EncryptionKey && { EncryptionKey }),
    });
  const key = (alias: string) =>
    here.sandbox.state.alibaba.keys.find((one) => one.alias === `alias/${alias}`)?.id;

  test('is for ever, and the first key stays', async () => {
    here.sandbox.state.alibaba.roleExists = true;
    const first = key('database-backups');
    assert.equal(await enable('web-sessions', first), 'accepted');
    const again = await enable('web-sessions', key('finance-sm4'));
    assert.equal(again, '400 BackupEncryptionAlreadyEnabled');
    assert.equal(alibabaInstance(here.sandbox, 'web-sessions').encryption?.keyId, first);
  });

  test('encrypts only the backups made afterwards', async () => {
    const instance = alibabaInstance(here.sandbox, 'web-sessions');
    const before = await backups('web-sessions');
    assert.ok(before.length > 0 && before.every((set) => textAt(set, 'Encryption') === '{}'));
    assert.equal(await enable('web-sessions'), 'accepted');
    assert.deepEqual(await backups('web-sessions'), before);
    here.now += 60_000;
    const { id } = takeBackup(instance, here.now);
    const [set] = await backups('web-sessions', { BackupId: id });
    assert.match(textAt(set, 'Encryption'), /EncryptionKey/);
    here.now += DAY;
    const encrypted = (await backups('web-sessions')).filter((one) => textAt(one, 'Encryption') !== '{}');
    assert.equal(encrypted.length, 2, 'the one made by hand and the one of the night');
  });

  test('takes a custom key only with the role, and only a usable one', async () => {
    assert.equal(await enable('web-sessions', key('database-backups')), '404 BackupAkProvenNotFound');
    here.sandbox.state.alibaba.roleExists = true;
    assert.equal(await enable('web-sessions', 'no-such-key'), '400 KmsApiError');
    assert.equal(await enable('web-sessions', key('retired-2023')), '403 InvalidKmsKey');
    assert.equal(await enable('web-sessions', key('release-signing')), '400 TagKmsKeyError');
    here.sandbox.state.alibaba.kmsActivated = false;
    assert.equal(await enable('web-sessions', key('database-backups')), '404 InvalidClusterKms');
    assert.equal(await enable('web-sessions'), '400 BackupEncryptCreateKeyError');
    assert.equal(alibabaInstance(here.sandbox, 'web-sessions').encryption, undefined);
  });

  test('refuses what is not eligible, with the reason as the code', async () => {
    assert.equal(await enable('checkout-staging'), '403 IncorrectDBInstanceState');
    assert.equal(await enable('customer-profiles'), '403 InvalidInstanceLevel.Malformed');
    assert.equal(await enable('reporting-warehouse'), '400 InvalidDBInstanceEngineType.Format');
    assert.equal(await enable('billing-replica'), '404 InvalidDBInstance.NotFound');
    alibabaInstance(here.sandbox, 'web-sessions').storageType = 'cloud_essd';
    assert.equal(await enable('web-sessions'), '400 InvalidInstanceLevel.DiskType');
    alibabaInstance(here.sandbox, 'partner-portal').unpaid = true;
    assert.equal(await enable('partner-portal'), '403 OrderStatus.UnPaid');
    assert.equal(
      await code('EnableBackupEncryption', { DBInstanceName: 'rm-none' }),
      '400 InvalidDBInstanceId.NotFound',
    );
    assert.equal(await code('EnableBackupEncryption'), '400 MissingDBInstanceName');
  });

  test('agrees with CheckRegionSupportBackupEncryption', async () => {
    const support = async (name: string) => {
      const { id, region } = alibabaInstance(here.sandbox, name);
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
    const { id } = alibabaInstance(here.sandbox, 'orders-prod');
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
    const user = here.sandbox.state.alibaba.users[0];
    assert.ok(user);
    here.sandbox.state.alibaba.users[0] = { ...user, denied: [{ operation: 'DescribeBackups' }] };
    const { id } = alibabaInstance(here.sandbox, 'orders-prod');
    const reply = await callAlibaba(
      here.sandbox,
      'DescribeBackups',
      { DBInstanceId: id },
      { date: new Date(here.now) },
    );
    assert.equal(reply.status, 403);
    assert.equal(reply.code, 'Forbidden.RAM');
    assert.equal(textAt(reply.body, 'AccessDeniedDetail', 'AuthAction'), 'rds:DescribeBackups');
    assert.equal(await code('GetCallerIdentity'), 'accepted');
  });

  test('temporary, disabled and unknown keys', async () => {
    const base = { name: 'ci', accessKeySecret: 'not real' };
    const temporary = { ...base, accessKeyId: 'STS.1', securityToken: 'token', expiresAt: here.now + 1000 };
    here.sandbox.state.alibaba.users.push(temporary, { ...base, accessKeyId: 'Off', disabled: true });
    const codeFor = async (credentials: {
      accessKeyId: string;
      accessKeySecret: string;
      securityToken?: string;
    }) =>
      (await callAlibaba(here.sandbox, 'GetCallerIdentity', {}, { credentials, date: new Date(here.now) }))
        .code;
    assert.equal(await codeFor(temporary), '');
    assert.equal(await codeFor({ ...base, accessKeyId: 'STS.1' }), 'InvalidAccessKeyId.NotFound');
    const otherToken = { ...temporary, securityToken: 'other' };
    assert.equal(await codeFor(otherToken), 'InvalidSecurityToken.MismatchWithAccessKey');
    here.now += 1000;
    assert.equal(await codeFor(temporary), 'InvalidSecurityToken.Expired');
    assert.equal(await codeFor({ ...base, accessKeyId: 'Off' }), 'InvalidAccessKeyId.Inactive');
    assert.equal(await codeFor({ ...base, accessKeyId: 'Stranger' }), 'InvalidAccessKeyId.NotFound');
  });
});
