import * as vscode from 'vscode';
import { CloudError } from '../../cloud/error.ts';
import type { Reason } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import { subjectOf, type Subject } from '../../texts/repair.ts';
import { nextStep, type Advice } from '../../texts/advice.ts';
import { inert } from '../../texts/inert.ts';
import { reasonWord } from '../../texts/words.ts';

/** What a failure happened to, and its name for people. */
export interface Place extends Subject {
  readonly name: string;
}

/** An account, or one of its instances, as the place of a failure. */
export function placeOf(account: AccountView, instance?: Instance): Place {
  if (!instance) return { ...subjectOf(account), name: account.name };
  const name = `${account.name}, ${instance.name}`;
  return { ...subjectOf(account, { instanceId: instance.id }), name };
}

/**
 * Does what a person asked for. A failure is told together with what it happened to; whoever called ends like after
 * a cancel, since there is nothing more to say.
 */
export async function orTell<T>(place: Place, task: () => Promise<T>): Promise<T> {
  try {
    return await task();
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    showFailure(error, place);
    throw new vscode.CancellationError();
  }
}

/**
 * Tells a person about a failure of something they asked for: what happened, why in the cloud's own words, and
 * what to do next as a button.
 */
export function showFailure(error: unknown, place?: Place): void {
  const showLog = { title: vscode.l10n.t('Show Log'), id: 'backupEncryption.showLog', arguments: [] };
  if (!(error instanceof CloudError)) {
    const message = error instanceof Error ? error.message : String(error);
    offer(place ? `${place.name}: ${message}` : message, [showLog]);
    return;
  }
  const { text, command } = nextStep(error.reason, place);
  offer([place?.name, describe(error), text].filter(Boolean).join(' — '), [command, showLog]);
}

/** "no permission: You may not … (DBS.200010, request 5b48…)". */
export function describe({ reason }: CloudError): string {
  return `${reasonWord(reason)}: ${quote(reason)}`;
}

/** What the cloud said: "You may not … (DBS.200010, request 5b48…)". */
export function quote({ code, message, requestId }: Reason): string {
  const source = [code, requestId && vscode.l10n.t('request {0}', requestId)].filter(Boolean).join(', ');
  return inert(`${message}${source && ` (${source})`}`);
}

/** Does not wait for the answer: whoever failed has nothing left to do. */
function offer(message: string, offers: readonly Advice['command'][]): void {
  const unique = offers.filter(({ id }, index) => offers.findIndex((other) => other.id === id) === index);
  void vscode.window.showErrorMessage(inert(message), ...unique).then((chosen) => {
    if (chosen) void vscode.commands.executeCommand(chosen.id, ...chosen.arguments);
  });
}
