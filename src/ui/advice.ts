import { l10n } from 'vscode';
import type { Reason } from '../domain/encryption.ts';

/** What to do next: a sentence, and a command where one helps. */
export interface Advice {
  readonly text: string;
  readonly command?: { readonly title: string; readonly id: string };
}

const COMMANDS = {
  setCredentials: () => ({ title: l10n.t('Set Credentials…'), id: 'backupEncryption.setCredentials' }),
  openSettings: () => ({ title: l10n.t('Open Settings'), id: 'backupEncryption.openSettings' }),
  refreshAccount: () => ({ title: l10n.t('Try Again'), id: 'backupEncryption.refreshAccount' }),
  showLog: () => ({ title: l10n.t('Show Log'), id: 'backupEncryption.showLog' }),
} as const;

const ADVICE: Readonly<Record<Reason['category'], () => { text: string; command?: keyof typeof COMMANDS }>> =
  {
    credentials: () => ({
      text: l10n.t('Set the credentials. Until then nothing more is sent for this account.'),
      command: 'setCredentials',
    }),
    permission: () => ({
      text: l10n.t('Ask for the permission that the message names.'),
      command: 'refreshAccount',
    }),
    key: () => ({
      text: l10n.t('Choose another key, or look at this one in the key management of the cloud.'),
    }),
    'instance-state': () => ({ text: l10n.t('Wait until the instance is running, then refresh.') }),
    unsupported: () => ({
      text: l10n.t('Nothing can be done here: the cloud does not offer it for this instance.'),
    }),
    billing: () => ({ text: l10n.t('Settle it in the billing console of the cloud.') }),
    'not-found': () => ({
      text: l10n.t('Check the region and the ids in the settings.'),
      command: 'openSettings',
    }),
    'invalid-request': () => ({ text: l10n.t('Look at the log for the details.'), command: 'showLog' }),
    throttled: () => ({
      text: l10n.t('The cloud asks to go slower; the next refresh tries again.'),
      command: 'refreshAccount',
    }),
    'clock-skew': () => ({
      text: l10n.t("Set this computer's clock; clouds refuse requests that are 15 minutes off."),
    }),
    network: () => ({ text: l10n.t('Check the network, then try again.'), command: 'refreshAccount' }),
    server: () => ({ text: l10n.t('Try again later.'), command: 'refreshAccount' }),
    'unexpected-reply': () => ({ text: l10n.t('Look at the log for the details.'), command: 'showLog' }),
    pending: () => ({ text: l10n.t('Refresh to read it.') }),
    'no-evidence': () => ({ text: l10n.t('Make a backup of the instance, then refresh.') }),
    unconfirmed: () => ({
      text: l10n.t('Refresh to look again. Enabling again asks for a new confirmation first.'),
    }),
    configuration: () => ({ text: l10n.t('Correct the entry in the settings.'), command: 'openSettings' }),
  };

/** The next step for a reason. */
export function nextStep({ category }: Reason): Advice {
  const { text, command } = ADVICE[category]();
  return command ? { text, command: COMMANDS[command]() } : { text };
}
