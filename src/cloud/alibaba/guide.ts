import * as l10n from '@vscode/l10n';
import type { ProviderGuide } from '../guide.ts';

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

/** What to tell people of ApsaraDB RDS; facts from the RDS feature page "backup encryption" (2026-03-30). */
export const alibabaGuide: ProviderGuide = {
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
  api: {
    service: 'rds',
    version: '2014-08-15',
    operations: {
      'backup-set': 'DescribeBackups',
      'change-accepted': 'EnableBackupEncryption',
      'already-enabled': 'EnableBackupEncryption',
    },
  },
  howToCheck: () =>
    l10n.t(
      'Call DescribeBackups for the instance and look at Encryption of the newest successful physical backup, or open the list of its backups in the console. No call reads the switch itself.',
    ),
};
