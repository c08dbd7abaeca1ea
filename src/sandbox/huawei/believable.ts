import { hexId, uuid } from '../ids.ts';
import type { HuaweiCloud, HuaweiInstance, HuaweiKey, HuaweiProject } from './model.ts';
import { DEFAULT_ENTERPRISE_PROJECT, newHuaweiInstance, newProject } from './newInstance.ts';
import { HUAWEI_KEYS, SANDBOX_PASSWORD_LOGIN } from './user.ts';

const DAY = 24 * 60 * 60 * 1000;
const FINANCE = uuid('huawei-enterprise-project/finance');

/**
 * A Huawei Cloud account as a company may have it, with an instance for every state.
 * @param now milliseconds since 1970; ages are counted from here
 */
export function believableHuawei(now: number): HuaweiCloud {
  const domainId = hexId('sandbox-huawei-domain', 32);
  const beijing = newProject('cn-north-4', 'cn-north-4', domainId);
  const singapore = newProject('ap-southeast-3', 'ap-southeast-3', domainId);
  const analytics = newProject('cn-north-4_analytics', 'cn-north-4', domainId);
  const instances = [...inBeijing(beijing, now), ...inSingapore(singapore, now)];
  const payroll = newHuaweiInstance('payroll', beijing, now).id;
  const denied = ['DescribeBackupEncryptStatus', 'ModifyBackupEncryptStatus'].map((operation) => ({
    operation,
    instanceId: payroll,
  }));
  return {
    domainId,
    domainName: SANDBOX_PASSWORD_LOGIN.domain,
    users: [
      {
        name: SANDBOX_PASSWORD_LOGIN.user,
        password: SANDBOX_PASSWORD_LOGIN.password,
        ...HUAWEI_KEYS,
        denied,
      },
    ],
    tokens: [],
    projects: [newProject('MOS', '', domainId), analytics, beijing, singapore],
    instances: new Map(instances.map((instance): [string, HuaweiInstance] => [instance.id, instance])),
    keys: [...believableKeys(beijing, now), ...believableKeys(singapore, now)],
  };
}

function inBeijing(project: HuaweiProject, now: number): HuaweiInstance[] {
  const instance = (name: string, differences?: Partial<HuaweiInstance>) =>
    newHuaweiInstance(name, project, now, differences);
  return [
    instance('trade-core', { encryption: switchedOn(project, 'taurusdb-backups', 'AES_256') }),
    instance('trade-history', { encryption: switchedOn(project, 'national-sm4', 'SM4') }),
    instance('risk-engine'),
    instance('market-data', { crossRegionBackup: true }),
    instance('settlement-batch', { status: 'FROZEN' }),
    instance('legacy-crm', { kernelVersion: '2.0.31.210700', encryption: { status: 'unsupported' } }),
    instance('payroll', { encryption: switchedOn(project, 'taurusdb-backups', 'AES_256') }),
    instance('user-center', { status: 'REBOOTING' }),
  ];
}

function inSingapore(project: HuaweiProject, now: number): HuaweiInstance[] {
  const instance = (name: string, differences?: Partial<HuaweiInstance>) =>
    newHuaweiInstance(name, project, now, differences);
  return [
    instance('sg-orders-prod', { encryption: switchedOn(project, 'taurusdb-backups', 'AES_256') }),
    instance('sg-inventory-prod'),
    instance('sg-campaigns', { status: 'STORAGE FULL' }),
    instance('sg-finance-ledger', { enterpriseProjectId: FINANCE }),
    instance('sg-reports', { status: 'BACKING UP' }),
  ];
}

function switchedOn(
  project: HuaweiProject,
  keyAlias: string,
  algorithm: string,
): HuaweiInstance['encryption'] {
  return { status: 'on', keyId: keyId(project, keyAlias), algorithm };
}

function keyId(project: HuaweiProject, alias: string): string {
  return uuid(`huawei-key/${project.name}/${alias}`);
}

function believableKeys(project: HuaweiProject, now: number): HuaweiKey[] {
  const key = (alias: string, differences: Partial<HuaweiKey> = {}): HuaweiKey => ({
    id: keyId(project, alias),
    projectId: project.id,
    alias,
    spec: 'AES_256',
    usage: 'ENCRYPT_DECRYPT',
    state: '2',
    isDefault: false,
    enterpriseProjectId: DEFAULT_ENTERPRISE_PROJECT,
    createdAt: now - 300 * DAY,
    ...differences,
  });
  return [
    key('taurusdb-backups'),
    key('national-sm4', { spec: 'SM4' }),
    key('expiring-import', { expiresAt: now + 30 * DAY }),
    key('rds/default', { isDefault: true }),
    key('finance-backups', { enterpriseProjectId: FINANCE }),
    key('waiting-for-activation', { state: '1' }),
    key('retired-2023', { state: '3' }),
    key('test-leftover', { state: '4', deletedAt: now + 6 * DAY }),
    key('import-pending', { state: '5' }),
    key('release-signing', { spec: 'RSA_4096', usage: 'SIGN_VERIFY' }),
  ];
}
