import { isSameKey, type StateChange } from '../domain/stateChange.ts';
import type { HistoryEntry } from '../files/historyEntry.ts';
import { instanceKey, type DoneChange, type Standing } from '../files/journalIndex.ts';
import { wantedState } from './changing/wanted.ts';

/** Clouds tell it when they list or report something; that alone does not say that somebody changed it. */
const TOLD_ONLY: ReadonlySet<string> = new Set(['unsupported', 'contradicting', 'gone']);

/**
 * Who changed a state. It was us when a change in the journal explains it, and somebody else when the cloud tells
 * another state although the journal has nothing; of a first sight nobody can tell.
 * @param standing how the journal stands; undefined when it cannot be read
 */
export function authorOf(
  entry: HistoryEntry,
  before: StateChange | undefined,
  standing: Standing | undefined,
): Pick<HistoryEntry, 'by' | 'changeId'> {
  const done = standing?.done.get(instanceKey(entry));
  if (done && explains(done, entry, before)) return { by: 'us', changeId: done.intent.changeId };
  // Nothing else says so of itself.
  if (entry.evidence?.source === 'change-accepted' && entry.from !== entry.to) return { by: 'us' };
  if (!standing || !entry.from || TOLD_ONLY.has(entry.to) || isOpen(entry, standing))
    return { by: 'unknown' };
  if (entry.from === 'awaited' && entry.to === 'on') return { by: before?.by ?? 'unknown' };
  if (entry.from !== entry.to) return { by: 'elsewhere' };
  return { by: entry.keyTrouble === before?.keyTrouble ? 'unknown' : 'elsewhere' };
}

/** Whether a change of ours went through since the state was another one, and made it what it is. */
function explains({ intent, outcome }: DoneChange, entry: HistoryEntry, before?: StateChange): boolean {
  if (outcome.result === 'already-enabled') return false;
  if (intent.owner !== undefined && intent.owner !== entry.owner) return false;
  const isAsWanted = wantedState(intent) === (entry.to === 'awaited' ? 'on' : entry.to);
  if (!isAsWanted || entry.keyTrouble) return false;
  const isOtherKey = entry.evidence?.keyId && intent.keyId && !isSameKey(entry.evidence.keyId, intent.keyId);
  if (isOtherKey) return false;
  // It is seen in a backup by now, or its key is known.
  const isStillOurs = before?.by === 'us' && before.to !== 'off' && entry.to === 'on';
  return isStillOurs || intent.at >= (before?.at ?? entry.at);
}

/** Whether a change is open that would explain it, should it have gone through. */
function isOpen(entry: HistoryEntry, { open }: Standing): boolean {
  const wanted = entry.to === 'awaited' ? 'on' : entry.to;
  return [...open.values()].some(
    (intent) => instanceKey(intent) === instanceKey(entry) && wantedState(intent) === wanted,
  );
}
