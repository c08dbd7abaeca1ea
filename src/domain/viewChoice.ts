import type { Drift } from './drift.ts';
import type { InstanceRecord } from './instance.ts';
import { shownState, type ShownState } from './posture.ts';

/** How somebody wants to see the instances: grouped by what, and which of them. */

export const GROUPINGS = ['account', 'provider', 'state', 'engine'] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** Those that somebody should act on first. */
export const STATES = [
  'off',
  'partial',
  'unknown',
  'awaited',
  'on',
  'unsupported',
] as const satisfies ShownState[];

/** What got worse: evidence against itself is no drift. */
export const MARKS = ['drift', 'contradiction'] as const;
export type Mark = (typeof MARKS)[number];

export function markOf(drift: Drift): Mark {
  return drift === 'contradicting-evidence' ? 'contradiction' : 'drift';
}

/** How long ago something changed at the most; `today` begins at midnight where the user is. */
export const PERIODS = ['today', 'week', 'month'] as const;
export type Period = (typeof PERIODS)[number];

const DAY = 24 * 60 * 60 * 1000;

export interface Filter {
  /** Words that must all be found in an instance; empty for any. */
  readonly text: string;
  /** Empty for all. */
  readonly states: readonly ShownState[];
  /** What got worse; left out for whatever did or did not. */
  readonly marks?: readonly Mark[];
  /** Since when something changed; left out for whatever did or did not. */
  readonly changed?: Period;
}

/** What the filter asks of an instance besides its record. */
export interface Known {
  readonly accountName: string;
  readonly drift?: Drift | undefined;
  /** When it changed last, ISO 8601 UTC. */
  readonly changedAt?: string | undefined;
}

export interface ViewChoice {
  readonly grouping: Grouping;
  readonly filter: Filter;
}

export const NO_FILTER: Filter = { text: '', states: [] };

/** What was kept of an earlier session; whatever does not fit is left out. */
export function readViewChoice(kept: unknown): ViewChoice {
  const { grouping, filter } = members(kept);
  const { text, states, marks, changed } = members(filter);
  const wantedMarks = Array.isArray(marks) ? MARKS.filter((mark) => marks.includes(mark)) : [];
  const period = PERIODS.find((one) => one === changed);
  return {
    grouping: GROUPINGS.find((one) => one === grouping) ?? 'account',
    filter: {
      text: typeof text === 'string' ? text : '',
      states: Array.isArray(states) ? STATES.filter((state) => states.includes(state)) : [],
      ...(wantedMarks.length > 0 && { marks: wantedMarks }),
      ...(period && { changed: period }),
    },
  };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function isFiltering({ text, states, marks = [], changed }: Filter): boolean {
  return text.trim() !== '' || states.length > 0 || marks.length > 0 || changed !== undefined;
}

/** When a period began, milliseconds since 1970. */
export function startOf(period: Period, now: number): number {
  if (period === 'today') return new Date(now).setHours(0, 0, 0, 0);
  return now - (period === 'week' ? 7 : 30) * DAY;
}

/**
 * @param knownOf what else is known of an instance
 * @param now milliseconds since 1970
 * @returns whether an instance passes; every word must be found in its name, id, region, engine or account, or say what
 * got worse of it: `drift` or `contradiction`
 */
export function matcherOf(
  filter: Filter,
  knownOf: (record: InstanceRecord) => Known,
  now: number,
): (record: InstanceRecord) => boolean {
  const { text, states, marks = [], changed } = filter;
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const since = changed && startOf(changed, now);
  return (record) => {
    if (states.length > 0 && !states.includes(shownState(record.encryption))) return false;
    if (words.length === 0 && marks.length === 0 && since === undefined) return true;
    const { accountName, drift, changedAt = '' } = knownOf(record);
    const mark = drift && markOf(drift);
    if (marks.length > 0 && !(mark && marks.includes(mark))) return false;
    if (since !== undefined && !(Date.parse(changedAt) >= since)) return false;
    const { name, id, region, engine, engineVersion } = record.instance;
    const said = [name, id, region, engine, engineVersion, accountName, mark].join('\n').toLowerCase();
    return words.every((word) => said.includes(word));
  };
}

/** What an instance is grouped by, where that is not its account. */
export function groupValue(
  grouping: Exclude<Grouping, 'account'>,
  { instance, encryption }: InstanceRecord,
): string {
  if (grouping === 'state') return shownState(encryption);
  return grouping === 'provider' ? instance.provider : instance.engine;
}
