import * as l10n from '@vscode/l10n';
import type { ProviderProfile } from '../provider.ts';

/** ApsaraDB RDS as data; facts from the RDS feature page "backup encryption" (2026-03-30). */
export const alibabaProfile: ProviderProfile = {
  id: 'alibaba',
  name: 'Alibaba Cloud ApsaraDB RDS',
  keyIdLabel: 'AccessKey ID',
  secretLabel: 'AccessKey Secret',
  canDisable: false,
  key: 'optional',
  domain: 'aliyuncs.com',
  endpoints: ['rds', 'kms', 'sts'],
  environment: {
    accessKeyId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
    accessKeySecret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
    securityToken: 'ALIBABA_CLOUD_SECURITY_TOKEN',
  },
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
  consoleUrl: ({ region, id }) =>
    `https://rdsnext.console.aliyun.com/detail/${encodeURIComponent(id)}/backup?region=${encodeURIComponent(region)}`,
};
