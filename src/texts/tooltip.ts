import * as l10n from '@vscode/l10n';
import { findProfile } from '../cloud/registry.ts';
import type { Evidence, Reason } from '../domain/encryption.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import { driftOf, keyTroubleOf, type AccountView } from '../inventory/accountView.ts';
import { nextStep } from './advice.ts';
import { coverageWords } from './coverage.ts';
import { changeWords, driftText } from './drift.ts';
import { twinOf } from './identity.ts';
import { troubleText } from './keys.ts';
import { leftOutLines } from './looked.ts';
import { plainMarkdown } from './plainMarkdown.ts';
import { subjectOf } from './repair.ts';
import { reasonWord, shownTime } from '../domain/words.ts';
import { basis, stateWords } from './words.ts';

/** Tooltips as Markdown. Every text goes in as text: nothing of it can be a link or a command. */

/** All there is to know of one instance. */
export function instanceTooltip(record: InstanceRecord, account: AccountView): string {
  const { instance, encryption } = record;
  const { name, id, engine, engineVersion, region, lifecycle } = instance;
  const { evidence, reason } = encryption;
  const trouble = keyTroubleOf(account, record);
  const change = account.changes?.get(id);
  return [
    heading(name, stateWords(encryption)),
    ...(evidence ? evidenceFacts(evidence) : []),
    fact(l10n.t('Key state'), trouble && troubleText(trouble)),
    fact(l10n.t('Drift'), driftText(driftOf(account, record))),
    fact(l10n.t('Last change noticed'), change && changeWords(change)),
    ...(reason ? reasonFacts(reason, account) : []),
    fact(l10n.t('Instance'), id),
    fact(l10n.t('Engine'), [engine, engineVersion].filter(Boolean).join(' ')),
    fact(l10n.t('Status'), lifecycle),
    fact(l10n.t('Region'), region),
    fact(l10n.t('Account'), account.name),
  ].join('');
}

/** @param accounts all of them, to point out one that signs in as the same user */
export function accountTooltip(account: AccountView, accounts: readonly AccountView[]): string {
  const { identity, name, provider, reason, refreshedAt } = account;
  return [
    heading(name, findProfile(provider)?.name ?? provider),
    fact(l10n.t('Signed in as'), identity?.principal),
    fact(l10n.t('Access key'), identity?.key),
    fact(l10n.t('Account id'), identity?.accountId),
    fact(l10n.t('Expires'), identity?.expiresAt && shownTime(identity.expiresAt)),
    fact(l10n.t('Same user as'), twinOf(account, accounts)?.name),
    fact(l10n.t('Last read'), refreshedAt && shownTime(refreshedAt)),
    fact(l10n.t('Looked in'), account.lookedIn?.join(', ')),
    ...leftOutLines(account).map((line) => fact(l10n.t('Not looked in'), line)),
    ...(reason ? reasonFacts(reason, account) : []),
  ].join('');
}

/** Why a region could not be read. */
export function reasonTooltip(title: string, reason: Reason, account: AccountView): string {
  return [heading(title, reasonWord(reason)), ...reasonFacts(reason, account)].join('');
}

function heading(title: string, subtitle: string): string {
  return `**${plainMarkdown(title)}** — ${plainMarkdown(subtitle)}\n\n`;
}

/** A line of the list; nothing for what is not known. */
function fact(label: string, value: string | undefined): string {
  return value ? `- ${plainMarkdown(`${label}: ${value}`)}\n` : '';
}

function evidenceFacts(evidence: Evidence): string[] {
  const { coverage } = evidence;
  const lastPlain = coverage?.lastPlainEnd;
  return [
    fact(l10n.t('Evidence'), basis(evidence)),
    fact(l10n.t('Backups kept'), coverage && coverageWords(coverage)),
    fact(l10n.t('Last plain backup'), lastPlain && shownTime(lastPlain)),
    fact(l10n.t('Detail'), evidence.detail),
    fact(l10n.t('Key'), evidence.keyId),
    fact(l10n.t('Seen'), shownTime(evidence.seenAt)),
    fact(l10n.t('Request'), evidence.requestId),
  ];
}

function reasonFacts(reason: Reason, account: AccountView): string[] {
  const { code, message, requestId } = reason;
  const why = [message || reasonWord(reason), code && `(${code})`].filter(Boolean).join(' ');
  return [
    fact(l10n.t('Reason'), why),
    fact(l10n.t('Request'), requestId),
    fact(l10n.t('Next step'), nextStep(reason, subjectOf(account)).text),
  ];
}
