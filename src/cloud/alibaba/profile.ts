import * as l10n from '@vscode/l10n';
import type { ProviderProfile } from '../profile.ts';

/** Hosts of the web console, pages of bills and roots of the help pages, as the vendor's own pages link them. */
const CONSOLE = { china: 'rdsnext.console.aliyun.com', international: 'rds.console.alibabacloud.com' };
const BILLING = {
  china: 'https://usercenter2.aliyun.com/home',
  international: 'https://usercenter2-intl.aliyun.com/billing/#/account/overview',
};
const HELP = {
  china: 'https://help.aliyun.com/zh',
  international: 'https://www.alibabacloud.com/help/en',
};

/** ApsaraDB RDS as data; facts from the RDS feature page "backup encryption" (2026-03-30). */
export const alibabaProfile: ProviderProfile = {
  id: 'alibaba',
  name: 'Alibaba Cloud ApsaraDB RDS',
  keyIdLabel: 'AccessKey ID',
  secretLabel: 'AccessKey Secret',
  canDisable: false,
  isOneWay: true,
  switches: ['data'],
  clockTolerance: 15,
  sources: ['secretStorage', 'environment', 'cliProfile', 'sharedFile', 'assumeRole'],
  // What STS takes (API page of AssumeRole).
  roleArn: /^acs:ram::\d{1,32}:role\/[A-Za-z0-9.@_/-]{1,200}$/,
  // `acs:ram::1234567890123456:user/alice` is `user/alice` to whoever reads it.
  shortPrincipal: (principal) => principal.replace(/^acs:(?:ram|sts)::\d*:/, ''),
  closedRegion: ['RegionDissolvedEOM', 'RegionEndTimeDissolvedAustralia', 'RegionEndTimeDissolvedIndia'],
  roleMissing: ['BackupAkProvenNotFound', 'BackupGetAkError', 'InvalidClusterKms'],
  repeated: ['SignatureNonceUsed'],
  key: 'optional',
  domain: 'aliyuncs.com',
  endpoints: ['rds', 'kms', 'sts'],
  environment: [
    {
      accessKeyId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
      accessKeySecret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
      securityToken: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    },
    // The names of the vendors' sample code.
    { accessKeyId: 'CLOUD_SDK_AK', accessKeySecret: 'CLOUD_SDK_SK', securityToken: '' },
  ],
  regions: [
    { id: 'cn-hangzhou', name: 'China (Hangzhou)' },
    { id: 'cn-shanghai', name: 'China (Shanghai)' },
    { id: 'cn-qingdao', name: 'China (Qingdao)' },
    { id: 'cn-beijing', name: 'China (Beijing)' },
    { id: 'cn-zhangjiakou', name: 'China (Zhangjiakou)' },
    { id: 'cn-huhehaote', name: 'China (Hohhot)' },
    { id: 'cn-wulanchabu', name: 'China (Ulanqab)' },
    { id: 'cn-shenzhen', name: 'China (Shenzhen)' },
    { id: 'cn-heyuan', name: 'China (Heyuan)' },
    { id: 'cn-guangzhou', name: 'China (Guangzhou)' },
    { id: 'cn-chengdu', name: 'China (Chengdu)' },
    { id: 'cn-hongkong', name: 'China (Hong Kong)' },
    { id: 'ap-northeast-1', name: 'Japan (Tokyo)' },
    { id: 'ap-northeast-2', name: 'South Korea (Seoul)' },
    { id: 'ap-southeast-1', name: 'Singapore' },
    { id: 'ap-southeast-3', name: 'Malaysia (Kuala Lumpur)' },
    { id: 'ap-southeast-5', name: 'Indonesia (Jakarta)' },
    { id: 'ap-southeast-6', name: 'Philippines (Manila)' },
    { id: 'ap-southeast-7', name: 'Thailand (Bangkok)' },
    { id: 'us-east-1', name: 'US (Virginia)' },
    { id: 'us-west-1', name: 'US (Silicon Valley)' },
    { id: 'eu-central-1', name: 'Germany (Frankfurt)' },
    { id: 'eu-west-1', name: 'UK (London)' },
    { id: 'me-east-1', name: 'UAE (Dubai)' },
    { id: 'me-central-1', name: 'Saudi Arabia (Riyadh)' },
  ],
  lastingEffects: () => [
    l10n.t('Backup encryption can never be switched off again.'),
    l10n.t('The key can never be changed. If it is disabled or deleted, its backups cannot be restored.'),
    l10n.t('Only backups made from now on are encrypted; existing ones stay as they are.'),
    l10n.t('Downloaded backup files must be decrypted by hand.'),
  ],
  consoleUrl: ({ region, id }, site) =>
    `https://${CONSOLE[site]}/detail/${encodeURIComponent(id)}/backup?region=${encodeURIComponent(region)}`,
  billingUrl: (site) => BILLING[site],
  rules: () => [
    l10n.t('The engine is MySQL 5.6, 5.7 or 8.0.'),
    l10n.t('The edition is High-availability.'),
    l10n.t('The storage is premium local SSDs. Cloud disks have disk encryption instead.'),
    l10n.t('It is the primary instance, not a read-only one.'),
    l10n.t('The key management service is activated in the region.'),
  ],
  rulesUrl: (site) => `${HELP[site]}/rds/apsaradb-rds-for-mysql/backup-encryption`,
};
