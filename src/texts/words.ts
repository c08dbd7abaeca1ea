import * as l10n from '@vscode/l10n';
import type { Encryption, Evidence, Reason } from '../domain/encryption.ts';
import type { KeyTrouble } from '../domain/keyTrouble.ts';
import { shownState } from '../domain/posture.ts';
import { reasonWord, shownTime, stateWord } from '../domain/words.ts';
import { plural } from './plural.ts';

/** The words for what is shown. States stand as words everywhere: colours and badges can be switched off. */

/** The word for a state, and whether it is one of an earlier reading. */
export function stateWords(encryption: Encryption): string {
  const word = stateWord(shownState(encryption));
  return encryption.stale ? l10n.t('{0} (last known)', word) : word;
}

let numbers = new Intl.NumberFormat('en');

/** Sets the language that counts are written in; the texts themselves come from the bundle given to `@vscode/l10n`. */
export function writeNumbersIn(language: string): void {
  numbers = new Intl.NumberFormat(language);
}

/** A count as people of this language write it: "12,000". */
export function shownCount(count: number): string {
  return numbers.format(count);
}

export function instanceCount(count: number): string {
  return plural(count, { one: l10n.t('1 instance'), other: l10n.t('{0} instances', shownCount(count)) });
}

/** A reason in a few words, for a row, with the time that belongs to it. */
export function timedReason(reason: Reason): string {
  const { since, until } = reason;
  if (since) return l10n.t('requested at {0}, not confirmed', shownTime(since));
  if (until) return l10n.t('{0}, wait until {1}', reasonWord(reason), shownTime(until));
  return reasonWord(reason);
}

/** What a known state rests on, in a few words. */
export function basis(evidence: Evidence): string {
  switch (evidence.source) {
    case 'status-call':
      return l10n.t('reported by the cloud');
    case 'backup-set':
      return evidence.asOf
        ? l10n.t('as of the backup of {0}', shownTime(evidence.asOf))
        : l10n.t('seen in a backup');
    case 'change-accepted':
      return l10n.t('change accepted {0}', shownTime(evidence.seenAt));
    case 'already-enabled':
      return l10n.t('already on, according to the cloud');
  }
}

/** How old a state is that was not read just now; empty for one that was. */
export function age({ evidence, stale }: Encryption): string {
  if (!stale) return '';
  return evidence ? l10n.t('last seen {0}', shownTime(evidence.seenAt)) : l10n.t('from an earlier reading');
}

/** What a state rests on, and why there is no other or newer one, in a few words; first what is still awaited. */
export function footing({ evidence, reason }: Encryption): string[] {
  const newest = evidence?.coverage?.newestEnd;
  const rests = newest ? [l10n.t('newest backup {0}', shownTime(newest))] : evidence ? [basis(evidence)] : [];
  if (!reason) return rests;
  const why = reason.category === 'unsupported' ? reason.message : timedReason(reason);
  return reason.category === 'unconfirmed' ? [why, ...rests] : [...rests, why];
}

/** What is wrong with the key of encrypted backups, in a few words. */
export function troubleWord(trouble: KeyTrouble): string {
  const words: Record<KeyTrouble, string> = {
    disabled: l10n.t('key disabled'),
    'to-be-deleted': l10n.t('key to be deleted'),
    'no-material': l10n.t('key without its material'),
    missing: l10n.t('key not found'),
  };
  return words[trouble];
}
