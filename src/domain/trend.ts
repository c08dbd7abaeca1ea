import { databaseOf, type DatabasePlace } from './instance.ts';
import { isoTime } from './time.ts';
import type { RecordedState, StateChange } from './stateChange.ts';

const DAY = 24 * 60 * 60 * 1000;

/** A change with whose it is. */
export interface DatabaseChange extends StateChange, DatabasePlace {}

/** How many databases were what at the end of a day, as far as they had been seen by then. */
export interface TrendDay extends Readonly<Record<Exclude<RecordedState, 'gone'>, number>> {
  /** `2026-11-28`, in UTC. */
  readonly day: string;
  readonly total: number;
}

/**
 * The states of the last days, counted at the end of each; today's as of now. It begins with the first day that the
 * history knows anything of.
 * @param history in any order
 * @param now milliseconds since 1970
 */
export function trend(history: readonly DatabaseChange[], now: number, days: number): TrendDay[] {
  const changes = history.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
  const [first] = changes;
  if (!first) return [];
  const states = new Map<string, RecordedState>();
  const found: TrendDay[] = [];
  let next = 0;
  for (let back = days - 1; back >= 0; back -= 1) {
    const day = isoTime(now - back * DAY).slice(0, 10);
    for (let change = changes[next]; change && change.at.slice(0, 10) <= day; change = changes[next]) {
      states.set(databaseOf(change), change.to);
      next += 1;
    }
    if (first.at.slice(0, 10) <= day) found.push({ day, ...count(states.values()) });
  }
  return found;
}

function count(states: Iterable<RecordedState>): Omit<TrendDay, 'day'> {
  const counts = { on: 0, awaited: 0, partial: 0, off: 0, unsupported: 0, contradicting: 0, total: 0 };
  for (const state of states) {
    if (state === 'gone') continue;
    counts[state] += 1;
    counts.total += 1;
  }
  return counts;
}
