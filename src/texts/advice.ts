import * as l10n from '@vscode/l10n';
import { findProfile } from '../cloud/registry.ts';
import type { Reason } from '../domain/encryption.ts';
import type { AccountView } from '../inventory/accountView.ts';
import { isKeptElsewhere, isRoleMissing, repairFor, subjectOf, type Repair, type Subject } from './repair.ts';

/** What to do next: a sentence, and a command that does it or leads there. */
export interface Advice {
  readonly text: string;
  readonly command: {
    readonly title: string;
    readonly id: string;
    /** What the command is about, as its one argument; none when that is not known. */
    readonly arguments: readonly object[];
  };
}

const TITLES: Readonly<Record<Repair, () => string>> = {
  setCredentials: () => l10n.t('Set Credentials…'),
  allowProgram: () => l10n.t('Allow Program…'),
  copyPolicy: () => l10n.t('Copy Minimal Policy…'),
  createRole: () => l10n.t('Create Role…'),
  enable: () => l10n.t('Choose Another Key…'),
  explain: () => l10n.t('Explain…'),
  openBilling: () => l10n.t('Open Billing'),
  openSettings: () => l10n.t('Open Settings'),
  diagnoseConnection: () => l10n.t('Diagnose Connection'),
  refresh: () => l10n.t('Try Again'),
  refreshAccount: () => l10n.t('Try Again'),
  refreshInstance: () => l10n.t('Try Again'),
  showLog: () => l10n.t('Show Log'),
};

/** Of most clouds, minutes. */
const USUAL_TOLERANCE = 15;

type Text = (reason: Reason, subject: Subject) => string;

const TEXTS: Readonly<Record<Reason['category'], Text>> = {
  credentials: (_reason, subject) => textForCredentials(subject),
  permission: ({ code }, subject) =>
    isRoleMissing(code, subject)
      ? l10n.t('A key of your own needs a service-linked role, which the account does not have. Create it.')
      : l10n.t('Ask for the permission that the message names; the least policy can be copied.'),
  key: () => l10n.t('Choose another key, or look at this one in the key management of the cloud.'),
  'instance-state': () => l10n.t('Wait until the instance is running, then refresh.'),
  unsupported: ({ remedy }) => remedy ?? l10n.t('The cloud does not offer it here.'),
  billing: () => l10n.t('Settle it in the billing console of the cloud.'),
  'not-found': () => l10n.t('Check the region and the ids in the settings.'),
  'invalid-request': () => l10n.t('Look at the log for the details.'),
  throttled: () => l10n.t('The cloud is throttling requests. The next refresh tries again.'),
  'clock-skew': (_reason, { provider = '' }) =>
    l10n.t(
      "Set this computer's clock; the cloud refuses requests that are {0} minutes off.",
      findProfile(provider)?.clockTolerance ?? USUAL_TOLERANCE,
    ),
  network: () => l10n.t('Find out where the way to the cloud ends.'),
  server: () => l10n.t('Try again later.'),
  'unexpected-reply': () => l10n.t('Look at the log for the details.'),
  pending: () => l10n.t('Refresh to read it.'),
  'no-evidence': () => l10n.t('Make a physical backup of the instance, then refresh.'),
  unconfirmed: () => l10n.t('Look again. Enabling again asks for a new confirmation first.'),
  'contradicting-evidence': () =>
    l10n.t(
      'Look at the newest backups in the console of the cloud, and at the key; ask the support of the cloud why they are not encrypted.',
    ),
  configuration: () => l10n.t('Correct the entry in the settings.'),
};

/** The next step for a reason: one for each category, see docs/repair.md. */
export function nextStep(reason: Reason, subject: Subject = {}): Advice {
  const repair = repairFor(reason, subject);
  const title = reason.category === 'unconfirmed' ? l10n.t('Look Again') : TITLES[repair]();
  const { accountId, region, instanceId } = subject;
  const about = accountId === undefined ? [] : [{ accountId, region, instanceId }];
  return {
    text: TEXTS[reason.category](reason, subject),
    command: { title, id: `backupEncryption.${repair}`, arguments: about },
  };
}

function textForCredentials(subject: Subject): string {
  const { source, provider = '', program } = subject;
  if (program)
    return l10n.t('Its profile names a program to run. Look at it, and allow it or change the profile.');
  if (!isKeptElsewhere(subject)) {
    return l10n.t('Set the credentials. Until then nothing more is sent for this account.');
  }
  const [names] = findProfile(provider)?.environment ?? [];
  if (source !== 'environment' || !names) {
    return l10n.t('Correct the credentials where they come from, then try again.');
  }
  const { accessKeyId, accessKeySecret } = names;
  return l10n.t(
    'Set {0} and {1} in the environment, then start VS Code again.',
    accessKeyId,
    accessKeySecret,
  );
}

/** What to do about an account, or about a region of it. */
export function adviceWords(reason: Reason, account: AccountView, region: string | undefined) {
  const { text, command } = nextStep(reason, subjectOf(account, { region }));
  const message = [reason.message, reason.code && `(${reason.code})`].filter(Boolean).join(' ');
  return { command, description: message, spoken: [message, text, command.title].filter(Boolean).join(', ') };
}
