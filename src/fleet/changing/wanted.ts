import * as l10n from '@vscode/l10n';
import type { Answer, Reason } from '../../domain/encryption.ts';
import type { Intent, Outcome } from '../../files/journalEntry.ts';

/** What an instance is to become. */
export type Wanted =
  | { readonly change: 'enable' }
  | { readonly change: 'enable'; readonly keyId: string }
  | { readonly change: 'disable' };

export function wantedState({ change }: Pick<Intent, 'change'>): 'on' | 'off' {
  return change === 'enable' ? 'on' : 'off';
}

/** What an answer says came of a change: nothing, where the state is not known. One of two switches is not what was wanted. */
export function resultOf(intent: Intent, { state }: Answer): Outcome['result'] | undefined {
  if (state === 'unknown' || state === 'unsupported') return undefined;
  return state === wantedState(intent) ? 'confirmed' : 'not-applied';
}

/** What is known of an instance while it cannot be read whether a change took effect. */
export function unconfirmedAnswer({ at }: Intent): Answer {
  const message = l10n.t(
    'A change was asked for at {0}, the reply was lost, and the state was not read since.',
    at,
  );
  return { state: 'unknown', reason: { category: 'unconfirmed', message, since: at } };
}

export function acceptedUnseen({ at }: Intent): Reason {
  const message = l10n.t('The change asked for at {0} was accepted; the cloud does not show it yet.', at);
  return { category: 'unconfirmed', message, since: at };
}

export function lostReply({ at }: Intent): Reason {
  const message = l10n.t(
    'A change was asked for at {0} and the reply was lost; it may still take effect.',
    at,
  );
  return { category: 'unconfirmed', message, since: at };
}
