import * as vscode from 'vscode';
import { CloudError } from '../cloud/error.ts';
import { nextStep } from './advice.ts';
import { inert } from './inert.ts';
import { reasonWord } from './words.ts';

/** What a failure happened to. */
export interface Place {
  readonly name: string;
  readonly accountId: string;
}

/**
 * Tells a person about a failure of something they asked for: what happened, why in the cloud's own words, and
 * what to do next as a button.
 */
export function showFailure(error: unknown, place?: Place): void {
  const showLog = { title: vscode.l10n.t('Show Log'), id: 'backupEncryption.showLog' };
  if (!(error instanceof CloudError)) {
    const message = error instanceof Error ? error.message : String(error);
    offer(place ? `${place.name}: ${message}` : message, [showLog], place);
    return;
  }
  const { text, command } = nextStep(error.reason);
  const message = [place?.name, describe(error), text].filter(Boolean).join(' — ');
  offer(message, command ? [command, showLog] : [showLog], place);
}

/** "no permission: You may not … (DBS.200010, request 5b48…)". */
export function describe({ reason }: CloudError): string {
  const { code, message, requestId } = reason;
  const source = [code, requestId && vscode.l10n.t('request {0}', requestId)].filter(Boolean).join(', ');
  return inert(`${reasonWord(reason)}: ${message}${source && ` (${source})`}`);
}

interface Offer {
  readonly title: string;
  readonly id: string;
}

/** Does not wait for the answer: whoever failed has nothing left to do. */
function offer(message: string, offers: readonly Offer[], place: Place | undefined): void {
  const unique = offers.filter(({ id }, index) => offers.findIndex((other) => other.id === id) === index);
  void vscode.window.showErrorMessage(inert(message), ...unique).then((chosen) => {
    if (chosen)
      void vscode.commands.executeCommand(chosen.id, ...(place ? [{ accountId: place.accountId }] : []));
  });
}
