import { l10n, MarkdownString } from 'vscode';
import { findProfile } from '../../cloud/registry.ts';
import type { Evidence, Reason } from '../../domain/encryption.ts';
import type { InstanceRecord } from '../../domain/instance.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import { subjectOf } from '../../texts/repair.ts';
import { nextStep } from '../../texts/advice.ts';
import { twinOf } from '../../texts/identity.ts';
import { plainMarkdown } from '../../texts/plainMarkdown.ts';
import { basis, reasonWord, shownTime, stateWord } from '../../texts/words.ts';

/** All there is to know of one instance. Every text goes in as text: nothing of it can be a link or a command. */
export function instanceTooltip(
  { instance, encryption }: InstanceRecord,
  account: AccountView,
): MarkdownString {
  const { name, id, engine, engineVersion, region, lifecycle } = instance;
  const { state, stale, evidence, reason } = encryption;
  const tooltip = heading(name, stale ? l10n.t('{0} (last known)', stateWord(state)) : stateWord(state));
  if (evidence) addEvidence(tooltip, evidence);
  if (reason) addReason(tooltip, reason, account);
  addFact(tooltip, l10n.t('Instance'), id);
  addFact(tooltip, l10n.t('Engine'), [engine, engineVersion].filter(Boolean).join(' '));
  addFact(tooltip, l10n.t('Status'), lifecycle);
  addFact(tooltip, l10n.t('Region'), region);
  addFact(tooltip, l10n.t('Account'), account.name);
  return tooltip;
}

/** @param accounts all of them, to point out one that signs in as the same user */
export function accountTooltip(account: AccountView, accounts: readonly AccountView[]): MarkdownString {
  const { identity, name, provider } = account;
  const tooltip = heading(name, findProfile(provider)?.name ?? provider);
  addFact(tooltip, l10n.t('Signed in as'), identity?.principal ?? '');
  addFact(tooltip, l10n.t('Access key'), identity?.key ?? '');
  addFact(tooltip, l10n.t('Account id'), identity?.accountId ?? '');
  addFact(tooltip, l10n.t('Until'), identity?.expiresAt ? shownTime(identity.expiresAt) : '');
  addFact(tooltip, l10n.t('The same user as'), twinOf(account, accounts)?.name ?? '');
  if (account.refreshedAt) addFact(tooltip, l10n.t('Last read'), shownTime(account.refreshedAt));
  if (account.reason) addReason(tooltip, account.reason, account);
  return tooltip;
}

/** Why a region could not be read. */
export function reasonTooltip(title: string, reason: Reason, account: AccountView): MarkdownString {
  const tooltip = heading(title, reasonWord(reason));
  addReason(tooltip, reason, account);
  return tooltip;
}

function heading(title: string, subtitle: string): MarkdownString {
  return new MarkdownString().appendMarkdown(`**${plainMarkdown(title)}** — ${plainMarkdown(subtitle)}\n\n`);
}

function addFact(tooltip: MarkdownString, label: string, value: string): void {
  if (!value) return;
  tooltip.appendMarkdown(`- ${plainMarkdown(`${label}: ${value}`)}\n`);
}

function addEvidence(tooltip: MarkdownString, evidence: Evidence): void {
  addFact(tooltip, l10n.t('Evidence'), basis(evidence));
  addFact(tooltip, l10n.t('Detail'), evidence.detail ?? '');
  addFact(tooltip, l10n.t('Key'), evidence.keyId ?? '');
  addFact(tooltip, l10n.t('Seen'), shownTime(evidence.seenAt));
  addFact(tooltip, l10n.t('Request'), evidence.requestId ?? '');
}

function addReason(tooltip: MarkdownString, reason: Reason, account: AccountView): void {
  const { code, message, requestId } = reason;
  addFact(
    tooltip,
    l10n.t('Reason'),
    [message || reasonWord(reason), code && `(${code})`].filter(Boolean).join(' '),
  );
  addFact(tooltip, l10n.t('Request'), requestId ?? '');
  addFact(tooltip, l10n.t('Next step'), nextStep(reason, subjectOf(account)).text);
}
