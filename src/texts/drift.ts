import * as l10n from '@vscode/l10n';
import type { Drift } from '../domain/drift.ts';
import type { Author, RecordedState, StateChange } from '../domain/stateChange.ts';
import { reasonWord, shownTime, stateWord } from '../domain/words.ts';

/** The words for what happened to a state. */

/** What that means: a sentence. A contradiction is none, and the trouble of a key has words of its own. */
export function driftText(drift: Drift | undefined): string | undefined {
  if (drift === 'no-longer-encrypted') {
    return l10n.t('Backups were encrypted before and are not any more. It was not switched off from here.');
  }
  return drift === 'new-not-encrypted'
    ? l10n.t('The instance was made after its account had been read, and its backups are not encrypted.')
    : undefined;
}

export function recordedWord(state: RecordedState): string {
  if (state === 'contradicting') return reasonWord({ category: 'contradicting-evidence', message: '' });
  return state === 'gone' ? l10n.t('not listed any more') : stateWord(state);
}

/** "2026-11-28 10:12 UTC, from encrypted to not encrypted, elsewhere". */
export function changeWords({ at, from, to, by }: StateChange): string {
  const time = shownTime(at);
  if (from === undefined || from === to) return time;
  return [l10n.t('{0}, from {1} to {2}', time, recordedWord(from), recordedWord(to)), authorWord(by)].join(
    ', ',
  );
}

export function authorWord(by: Author): string {
  const words: Record<Author, string> = {
    us: l10n.t('by this extension'),
    elsewhere: l10n.t('elsewhere'),
    unknown: l10n.t('by whom is not known'),
  };
  return words[by];
}
