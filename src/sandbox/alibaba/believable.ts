import { decimalId, uuid } from '../ids.ts';
import type { AlibabaCloud, AlibabaInstance, AlibabaKey, BackupSchedule } from './model.ts';
import { newAlibabaInstance, nightly } from './newInstance.ts';
import type { InstanceSketch } from './newInstance.ts';
import { alibabaRegions } from './regions.ts';
import { ALIBABA_KEYS } from './user.ts';

const DAY = 24 * 60 * 60 * 1000;
const HOUR = DAY / 24;

/**
 * An Alibaba Cloud account as a company may have it, with an instance for every state.
 * @param now milliseconds since 1970; ages are counted from here
 */
export function believableAlibaba(now: number): AlibabaCloud {
  const instances = sketches(now).map((sketch) => newAlibabaInstance(sketch, now));
  const accountId = decimalId('sandbox-alibaba-account', 16);
  const trusts = [`acs:ram::${accountId}:root`];
  return {
    accountId,
    roles: [{ name: 'backup-auditor-role', trusts, maxSessionSeconds: 3600 }],
    users: [{ name: 'backup-auditor', ...ALIBABA_KEYS }],
    regions: alibabaRegions(),
    instances: new Map(instances.map((instance): [string, AlibabaInstance] => [instance.id, instance])),
    keys: believableKeys(now),
    roleExists: false,
    kmsActivated: true,
  };
}

function sketches(now: number): InstanceSketch[] {
  return [...hangzhou(now), ...singapore(now), ...frankfurt(now)];
}

function hangzhou(now: number): InstanceSketch[] {
  const region = 'cn-hangzhou';
  const schedules = [nightly(now), logical(now)];
  const encryption = { since: now - 90 * DAY };
  const disk = { category: 'cluster', storageType: 'cloud_essd', schedules: [snapshots(now)] } as const;
  const postgres = { engine: 'PostgreSQL', engineVersion: '15.0', storageType: 'cloud_essd' } as const;
  const masterId = newAlibabaInstance({ name: 'orders-prod', region }, now).id;
  return [
    { name: 'orders-prod', region, schedules, encryption },
    { name: 'orders-replica', region, type: 'Readonly', masterId },
    { name: 'inventory-prod', region, schedules },
    {
      name: 'payments-ledger',
      region,
      schedules,
      engineVersion: '5.7',
      encryption: { ...encryption, told: 'object' },
    },
    { name: 'customer-profiles', region, ...disk },
    { name: 'reporting-warehouse', region, ...postgres, schedules: [snapshots(now)] },
    { name: 'checkout-staging', region, schedules, status: 'Rebooting' },
  ];
}

function singapore(now: number): InstanceSketch[] {
  const region = 'ap-southeast-1';
  const schedules = [{ ...nightly(now), failsEvery: 5 }];
  const masterId = newAlibabaInstance({ name: 'billing-prod', region }, now).id;
  const basic = { category: 'Basic', storageType: 'cloud_essd', schedules: [snapshots(now)] } as const;
  const firstBackup = { ...nightly(now), anchor: now + 12 * HOUR };
  return [
    { name: 'billing-prod', region, schedules, encryption: { since: now - 40 * DAY, told: 'switch' } },
    { name: 'billing-replica', region, type: 'Readonly', masterId },
    { name: 'loyalty-points', region, schedules, engineVersion: '5.7' },
    { name: 'search-catalog', region, ...basic },
    { name: 'notifications-prod', region, schedules: [firstBackup], createdAt: now - 3 * HOUR },
  ];
}

function frankfurt(now: number): InstanceSketch[] {
  const region = 'eu-central-1';
  const schedules = [nightly(now)];
  const fortnightly = { ...nightly(now), anchor: now - 12 * DAY, everyDays: 14, keptDays: 60 };
  return [
    {
      name: 'consent-archive',
      region,
      schedules: [fortnightly],
      encryption: { since: now - 200 * DAY, told: 'algorithm' },
    },
    { name: 'web-sessions', region, schedules },
    { name: 'partner-portal', region, schedules, engineVersion: '5.6' },
    { name: 'hr-directory', region, schedules: [logical(now)] },
  ];
}

function logical(now: number): BackupSchedule {
  return { ...nightly(now), method: 'Logical', anchor: nightly(now).anchor + 2 * HOUR };
}

function snapshots(now: number): BackupSchedule {
  return { ...nightly(now), method: 'Snapshot' };
}

function believableKeys(now: number): AlibabaKey[] {
  const usual = {
    region: 'cn-hangzhou',
    state: 'Enabled',
    spec: 'Aliyun_AES_256',
    usage: 'ENCRYPT/DECRYPT',
    creator: 'User',
    createdAt: now - 300 * DAY,
  } as const;
  const key = (name: string, differences: Partial<AlibabaKey> = {}): AlibabaKey => ({
    ...usual,
    id: uuid(`alibaba-key/${name}`),
    alias: `alias/${name}`,
    description: name,
    ...differences,
  });
  return [
    key('database-backups'),
    key('finance-sm4', { spec: 'Aliyun_SM4' }),
    key('service-key', { creator: 'Service', alias: 'alias/acs/rds', description: 'RDS service key' }),
    key('retired-2023', { state: 'Disabled' }),
    key('test-leftover', { state: 'PendingDeletion', deleteAt: now + 20 * DAY }),
    key('imported-material', { state: 'PendingImport' }),
    key('release-signing', { spec: 'RSA_2048', usage: 'SIGN/VERIFY' }),
    key('partner-exchange', { spec: 'RSA_2048' }),
  ];
}
