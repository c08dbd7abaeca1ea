import * as l10n from '@vscode/l10n';
import { candidates, notEncrypted, notRead, type Posture } from '../domain/posture.ts';
import type { AccountView } from '../inventory/accountView.ts';
import type { Activity } from '../inventory/activity.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import { plural } from './plural.ts';
import { postureWords, share } from './posture.ts';
import { describeProgress } from './viewMessage.ts';
import { shownTime } from '../domain/words.ts';
import { shownCount, timedReason } from './words.ts';

/** What the status bar says; without accounts it says nothing. */
export interface StatusWords {
  /** A product icon. */
  readonly icon: string;
  readonly text: string;
  /** Whether somebody should act. */
  readonly isWarning: boolean;
  /** Markdown. */
  readonly tooltip: string;
  /** For screen readers. */
  readonly spoken: string;
}

interface Shown extends Pick<Inventory, 'accounts' | 'posture'> {
  readonly activity: Pick<Activity, 'refreshing' | 'progress'>;
}

export function statusWords(inventory: Shown): StatusWords | undefined {
  const accounts = inventory.accounts();
  if (accounts.length === 0) return undefined;
  const own = accounts.filter(isOwn);
  const counts = inventory.posture();
  const failed = failedWords(own.length > 0 ? own : accounts);
  const said = [saidOf(counts, inventory), failed, progressOf(inventory)].filter(Boolean).join(' · ');
  const spoken = [postureWords(counts), failed].filter(Boolean).join(', ');
  const isSandbox = own.length === 0;
  return {
    icon: inventory.activity.refreshing ? 'sync~spin' : iconOf(counts, failed !== ''),
    text: isSandbox ? l10n.t('Sandbox: {0}', said) : said,
    isWarning: notEncrypted(counts) > 0,
    tooltip: tooltipOf(accounts, counts),
    spoken: isSandbox
      ? l10n.t('Backup encryption: sandbox only, {0}', spoken)
      : l10n.t('Backup encryption: {0}', spoken),
  };
}

function isOwn({ source }: AccountView): boolean {
  return source !== 'given';
}

/** A closed lock is for what is known to be encrypted, and for nothing else. */
function iconOf(counts: Posture, hasFailed: boolean): string {
  if (notEncrypted(counts) > 0) return 'unlock';
  if (hasFailed) return 'warning';
  if (notRead(counts) > 0 || counts.total === 0) return 'question';
  if (counts.awaited > 0) return 'clock';
  return counts.on > 0 ? 'lock' : 'circle-slash';
}

/** No count while none is known: "0 of 0" says nothing, and "0 of 2,400" something wrong. */
function saidOf(counts: Posture, { activity: { refreshing } }: Shown): string {
  const isKnown = candidates(counts) > notRead(counts) || counts.unsupported > 0;
  if (refreshing && !isKnown) return l10n.t('Reading backups…');
  return share(counts) || l10n.t('No instances');
}

function progressOf({ activity: { refreshing, progress } }: Shown): string {
  return refreshing ? describeProgress(progress) : '';
}

function failedWords(accounts: readonly AccountView[]): string {
  const failed = accounts.filter(({ state }) => state === 'problem').length;
  if (failed === 0) return '';
  return plural(failed, {
    one: l10n.t('1 account not fully read'),
    other: l10n.t('{0} accounts not fully read', shownCount(failed)),
  });
}

/** A heading, all together, when that was, and a line for each account. */
function tooltipOf(accounts: readonly AccountView[], counts: Posture): string {
  const last = accounts
    .map(({ refreshedAt = '' }) => refreshedAt)
    .sort()
    .at(-1);
  const own = accounts.filter(isOwn);
  const hasBoth = own.length > 0 && own.length < accounts.length;
  const lines = (own.length > 0 ? own : accounts).map(
    (account) => `- ${plainMarkdown(accountLine(account))}`,
  );
  return [
    `**${plainMarkdown(l10n.t('Backup Encryption'))}**`,
    plainMarkdown(share(counts) || l10n.t('No instances')),
    lines.join('\n'),
    last && plainMarkdown(l10n.t('Last reading: {0}', shownTime(last))),
    hasBoth && plainMarkdown(l10n.t('The instances of the sandbox are not counted.')),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function accountLine({ name, counts, state, reason, refreshedAt }: AccountView): string {
  const said = `${name}: ${postureWords(counts)}`;
  if (state !== 'problem' || !reason) return said;
  const why = [timedReason(reason), reason.message].filter(Boolean).join(': ');
  const last = refreshedAt ? l10n.t('last read {0}', shownTime(refreshedAt)) : l10n.t('never read');
  return [said, why, last].join('; ');
}
