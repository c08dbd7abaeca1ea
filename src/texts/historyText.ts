import * as l10n from '@vscode/l10n';
import { hasKey, isSameKey } from '../domain/stateChange.ts';
import { shownTime } from '../domain/words.ts';
import type { HistoryEntry } from '../files/historyEntry.ts';
import type { Intent } from '../files/journalEntry.ts';
import { block, entry } from './documents.ts';
import { authorWord, recordedWord } from './drift.ts';
import type { Named } from './named.ts';
import { basis, troubleWord } from './words.ts';

/**
 * What became of an instance as a text, the newest first, each with its evidence.
 * @param entries the oldest first
 * @param intents our own changes, by their id in the journal
 */
export function historyText(
  named: Named,
  entries: readonly HistoryEntry[],
  intents: ReadonlyMap<string, Intent>,
): string {
  const told = entries.map((one, index) => {
    const intent = one.changeId === undefined ? undefined : intents.get(one.changeId);
    return describeEntry(one, entries[index - 1], intent);
  });
  const nothing = `${l10n.t('Nothing is known of it yet.')}\n`;
  const note = l10n.t(
    'A line is dated when the change was noticed. What could not be read is no change, and has no line.',
  );
  const lines = told.length > 0 ? told.reverse() : [nothing];
  return [entry(named), ...lines, block(l10n.t('How to read this'), [note])].join('\n');
}

function describeEntry(
  one: HistoryEntry,
  before: HistoryEntry | undefined,
  intent: Intent | undefined,
): string {
  const { at, by, keyId, evidence, reason, from } = one;
  const author = from === undefined ? '' : authorWord(by);
  return block([shownTime(at), happened(one, before), author].filter(Boolean).join(' · '), [
    evidence && basis(evidence),
    evidence?.detail,
    reason?.message,
    evidence && l10n.t('seen {0}', shownTime(evidence.seenAt)),
    keyId && l10n.t('key {0}', keyId),
    intent?.principal && l10n.t('signed in as {0}', intent.principal),
    intent?.osUser && l10n.t('asked for by {0} on this computer', intent.osUser),
    requestOf(one),
  ]);
}

function happened(one: HistoryEntry, before: HistoryEntry | undefined): string {
  const { from, to } = one;
  if (from !== undefined && from !== to) {
    return l10n.t('{0} → {1}', recordedWord(from), recordedWord(to));
  }
  if (from === undefined) return l10n.t('{0} ({1})', recordedWord(to), beginning(one, before));
  return [recordedWord(to), aboutKey(one, before)].join(' · ');
}

/** Why nothing that was known before counts. */
function beginning({ isNew }: HistoryEntry, before: HistoryEntry | undefined): string {
  if (isNew) return l10n.t('a new instance');
  if (!before) return l10n.t('first seen');
  return before.to === 'gone' ? l10n.t('listed again') : l10n.t('read from scratch');
}

function aboutKey({ to, keyId, keyTrouble }: HistoryEntry, before: HistoryEntry | undefined): string {
  if (keyTrouble) return troubleWord(keyTrouble);
  if (before?.keyTrouble) return l10n.t('key can be used again');
  const isOther = before !== undefined && hasKey(to) && before.keyId && !isSameKey(keyId, before.keyId);
  return isOther ? l10n.t('another key') : l10n.t('key known');
}

function requestOf({ evidence, reason }: HistoryEntry): string | undefined {
  const requestId = evidence?.requestId ?? reason?.requestId;
  return requestId && l10n.t('request {0}', requestId);
}
