import * as l10n from '@vscode/l10n';
import type { ProviderGuide } from '../guide.ts';
import { homeRegion } from './regionName.ts';

const CONSOLE = { china: 'console.huaweicloud.com', international: 'console-intl.huaweicloud.com' };
const ACCOUNT = { china: 'account.huaweicloud.com', international: 'account-intl.huaweicloud.com' };
const HELP = { china: '', international: 'intl/en-us/' };

/** What to tell people of TaurusDB; facts from the user guide's page on encrypted backup (2025-12-04). */
export const huaweiGuide: ProviderGuide = {
  lastingEffects: (change) =>
    change === 'enable'
      ? [
          l10n.t('Backups can never again be restored to an existing instance, even after disabling.'),
          l10n.t('The encryption algorithm cannot be changed afterwards.'),
          l10n.t('If the key is disabled, deleted or frozen, backups made with it cannot be restored.'),
          l10n.t('Only backups made from now on are encrypted; existing ones stay as they are.'),
        ]
      : [
          l10n.t('Backups made from now on are not encrypted; those already encrypted stay encrypted.'),
          l10n.t('Restoring to an existing instance stays impossible, even after disabling.'),
        ],
  consoleUrl: ({ region, id }, site) =>
    `https://${CONSOLE[site]}/gaussdb/?region=${encodeURIComponent(homeRegion(region))}#/gaussdb/management/detail/${encodeURIComponent(id)}`,
  billingUrl: (site) => `https://${ACCOUNT[site]}/usercenter/`,
  rules: () => [
    l10n.t('The kernel version knows encrypted backup; an older one can be upgraded in the console.'),
    l10n.t('Cross-region backup is off: each of the two excludes the other.'),
    l10n.t("The key is AES_256 or SM4, and of the instance's own enterprise project."),
  ],
  rulesUrl: (site) =>
    `https://support.huaweicloud.com/${HELP[site]}usermanual-taurusdb/taurusdb_03_0159.html`,
  api: {
    service: 'gaussdb',
    version: 'v3',
    operations: {
      'status-call': 'DescribeBackupEncryptStatus',
      'change-accepted': 'ModifyBackupEncryptStatus',
    },
  },
  howToCheck: () =>
    l10n.t(
      'Call DescribeBackupEncryptStatus for the instance, or open its backups in the console: encryption_status is about new backups, and older ones stay as they were made.',
    ),
};
