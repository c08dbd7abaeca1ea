import * as l10n from '@vscode/l10n';
import { findGuide } from '../cloud/guides.ts';
import type { Evidence, Reason } from '../domain/encryption.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import { reasonWord, shownTime } from '../domain/words.ts';
import { driftOf, keyTroubleOf, siteOf, type AccountView } from '../inventory/accountView.ts';
import { nextStep } from './advice.ts';
import { coverageWords } from './coverage.ts';
import { block, entry } from './documents.ts';
import { changeWords, driftText } from './drift.ts';
import { troubleText } from './keys.ts';
import { subjectOf } from './repair.ts';
import { age, basis, stateWords } from './words.ts';

/** What the state of an instance rests on, and how somebody checks it by hand, as a text. */
export function evidenceText(record: InstanceRecord, account: AccountView): string {
  const { instance, encryption } = record;
  const { evidence, reason } = encryption;
  const trouble = keyTroubleOf(account, record);
  const change = account.changes?.get(instance.id);
  return [
    entry({ instance, account: account.name }, stateWords(encryption), age(encryption)),
    evidence && block(l10n.t('Evidence'), evidenceLines(evidence, instance.provider)),
    trouble && block(l10n.t('Key state'), [troubleText(trouble)]),
    reason && block(l10n.t('Reason'), reasonLines(reason, account)),
    change &&
      block(l10n.t('Last change noticed'), [changeWords(change), driftText(driftOf(account, record))]),
    block(l10n.t('How to check it by hand'), checkLines(record, account)),
  ]
    .filter(Boolean)
    .join('\n');
}

function evidenceLines(evidence: Evidence, provider: string): (string | undefined)[] {
  const { source, seenAt, requestId, detail, keyId, coverage } = evidence;
  const api = findGuide(provider)?.api;
  const operation = api?.operations[source];
  return [
    basis(evidence),
    l10n.t('seen {0}', shownTime(seenAt)),
    api && operation && l10n.t('call {0} ({1}, version {2})', operation, api.service, api.version),
    requestId && l10n.t('request {0}', requestId),
    detail,
    keyId && l10n.t('key {0}', keyId),
    coverage && l10n.t('backups kept: {0}', coverageWords(coverage)),
    coverage?.lastPlainEnd && l10n.t('last plain backup {0}', shownTime(coverage.lastPlainEnd)),
  ];
}

function reasonLines(reason: Reason, account: AccountView): (string | undefined)[] {
  const { code, message, requestId } = reason;
  return [
    [message || reasonWord(reason), code && `(${code})`].filter(Boolean).join(' '),
    requestId && l10n.t('request {0}', requestId),
    nextStep(reason, subjectOf(account)).text,
  ];
}

/** The sandbox has no console. */
function checkLines({ instance }: InstanceRecord, account: AccountView): (string | undefined)[] {
  const guide = findGuide(instance.provider);
  const page = account.source === 'given' ? undefined : guide?.consoleUrl(instance, siteOf(account));
  return [guide?.howToCheck(), page];
}
