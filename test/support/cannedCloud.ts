/** The clients of both clouds on replies that a fuzzer made: everything but the sockets is real. */
import type { CloudSession } from '../../src/cloud/provider.ts';
import { loadProvider } from '../../src/cloud/registry.ts';
import type { Caller } from '../../src/cloud/transport/caller.ts';
import type { HttpReply } from '../../src/cloud/transport/message.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import type { Cloud } from './pair.ts';

export const NOW = Date.parse('2026-11-21T12:00:00Z');
export const REGION = 'cn-north-4';
const RequestId = 'R-1';
const key = { KeyId: 'k1', KeyState: 'Enabled', KeySpec: 'Aliyun_AES_256', KeyUsage: 'ENCRYPT/DECRYPT' };
const attributes = { Engine: 'MySQL', EngineVersion: '8.0', DBInstanceStatus: 'Running', LockMode: 'Unlock' };
const deciding = {
  DBInstanceType: 'Primary',
  Category: 'HighAvailability',
  DBInstanceStorageType: 'local_ssd',
};
const instance = { DBInstanceId: 'rm-1', DBInstanceDescription: 'one', ...attributes, ...deciding };
const set = {
  BackupStatus: 'Success',
  BackupMethod: 'Physical',
  BackupStartTime: '2026-11-20T19:10:00Z',
  BackupEndTime: '2026-11-20T19:20:00Z',
  Encryption: '{}',
};
const taurus = {
  id: 'i1in07',
  name: 'one',
  status: 'ACTIVE',
  datastore: { type: 'gaussdb-mysql', version: '8.0' },
  enterprise_project_id: '0',
};
const keyDetails = { key_id: 'k1', key_alias: 'one', key_spec: 'AES_256', key_usage: 'ENCRYPT_DECRYPT' };
const usableKey = { ...keyDetails, key_state: '2', default_key_flag: '0' };
const projects = { projects: [{ id: 'p1', name: REGION, domain_id: 'd1', enabled: true }] };

/** A good reply to every operation; their names do not clash between the clouds, except those of the keys. */
const GOOD: Readonly<Record<Cloud, Readonly<Record<string, object>>>> = {
  alibaba: {
    GetCallerIdentity: { RequestId, AccountId: '1', Arn: 'acs:ram::1:user/x' },
    DescribeRegions: {
      RequestId,
      Regions: { RDSRegion: [{ RegionId: REGION, RegionEndpoint: 'rds.aliyuncs.com' }] },
    },
    DescribeDBInstances: {
      RequestId,
      Items: { DBInstance: [instance, { ...instance, DBInstanceId: 'rm-2' }] },
    },
    DescribeDBInstanceAttribute: { RequestId, Items: { DBInstanceAttribute: [instance] } },
    CheckRegionSupportBackupEncryption: { RequestId, SupportBackupEncryption: true },
    DescribeBackups: {
      RequestId,
      TotalRecordCount: '2',
      Items: { Backup: [set, { ...set, Encryption: '{"EncryptionKey":"k1"}' }] },
    },
    CheckBackupEncryptionAuthorized: { RequestId, AuthorizationState: '1' },
    AuthorizeBackupEncryption: { RequestId, AuthorizationState: 1 },
    EnableBackupEncryption: { RequestId, DBInstanceId: 'rm-1' },
    ListKeys: { RequestId, TotalCount: 1, Keys: { Key: [{ KeyId: 'k1' }] } },
    ListAliases: { RequestId, TotalCount: 1, Aliases: { Alias: [{ KeyId: 'k1', AliasName: 'alias/one' }] } },
    DescribeKey: { RequestId, KeyMetadata: { ...key, DeleteDate: '', MaterialExpireTime: '' } },
  },
  huawei: {
    KeystoneListAuthProjects: projects,
    KeystoneListProjects: projects,
    ListGaussMySqlInstances: { instances: [taurus, { ...taurus, id: 'i2in07' }], total_count: 2 },
    ShowGaussMySqlInstanceInfo: { instance: taurus },
    DescribeBackupEncryptStatus: { encryption_status: 'on' },
    ModifyBackupEncryptStatus: { encryption_status: 'on' },
    ListKeys: { key_details: [usableKey], next_marker: '', truncated: 'false' },
    DescribeKey: { key_info: usableKey },
  },
};

/** A good reply to an operation; of one that is not known here, an empty object. */
export function goodReply(cloud: Cloud, operation: string): object {
  return GOOD[cloud][operation] ?? {};
}

/** A caller that sends nothing. @param replyTo the reply to an operation that is asked for the nth time, from 0 */
function cannedCaller(replyTo: (operation: string, turn: number) => HttpReply): Caller {
  const turns = new Map<string, number>();
  return {
    call: (call) =>
      new Promise((resolve) => {
        const operation = call.operation.split(' ')[1] ?? '';
        const turn = turns.get(operation) ?? 0;
        turns.set(operation, turn + 1);
        call.sign(new Date(NOW), `nonce-${turn}`);
        resolve(call.parse(replyTo(operation, turn)));
      }),
  };
}

export async function openCanned(
  cloud: Cloud,
  replyTo: (operation: string, turn: number) => HttpReply,
): Promise<CloudSession> {
  const provider = await loadProvider(cloud);
  const endpoints = Object.fromEntries(
    provider.profile.endpoints.map((service) => [service, 'http://127.0.0.1:1']),
  );
  const credentials = SANDBOX_CREDENTIALS[cloud];
  const caller = cannedCaller(replyTo);
  const sessionFor = provider.openAccount({
    accountId: 'one',
    login: { kind: 'keys', credentials },
    keepSecret: () => undefined,
    endpoints,
    caller,
    clock: { now: () => NOW },
    ownClock: { now: () => NOW },
  });
  return sessionFor(caller);
}
