import * as l10n from '@vscode/l10n';
import { CloudError } from '../cloud/error.ts';
import type { Reason } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import type { AccountView } from '../inventory/accountView.ts';
import { nextStep, type Advice } from './advice.ts';
import { inert } from './inert.ts';
import { subjectOf, type Subject } from './repair.ts';
import { reasonWord } from '../domain/words.ts';

/** What a failure happened to, and its name for people. */
export interface Place extends Subject {
  readonly name: string;
}

/** A message about a failure, with what can be done about it, each once. */
export interface FailureMessage {
  readonly text: string;
  readonly offers: readonly Advice['command'][];
}

/** An account, or one of its instances, as the place of a failure. */
export function placeOf(account: AccountView, instance?: Instance): Place {
  if (!instance) return { ...subjectOf(account), name: account.name };
  const name = `${account.name}, ${instance.name}`;
  return { ...subjectOf(account, { instanceId: instance.id }), name };
}

/** What happened, why in the cloud's own words, and what to do next. */
export function failureMessage(error: unknown, place?: Place): FailureMessage {
  const showLog = { title: l10n.t('Show Log'), id: 'backupEncryption.showLog', arguments: [] };
  if (!(error instanceof CloudError)) {
    const message = error instanceof Error ? error.message : String(error);
    return { text: inert(place ? `${place.name}: ${message}` : message), offers: [showLog] };
  }
  const { text, command } = nextStep(error.reason, place);
  return {
    text: inert([place?.name, describe(error), text].filter(Boolean).join(' — ')),
    offers: command.id === showLog.id ? [command] : [command, showLog],
  };
}

/** "no permission: You may not … (DBS.200010, request 5b48…)". */
export function describe({ reason }: CloudError): string {
  return `${reasonWord(reason)}: ${quote(reason)}`;
}

/** What the cloud said: "You may not … (DBS.200010, request 5b48…)". */
export function quote({ code, message, requestId }: Reason): string {
  const source = [code, requestId && l10n.t('request {0}', requestId)].filter(Boolean).join(', ');
  return inert(`${message}${source && ` (${source})`}`);
}
