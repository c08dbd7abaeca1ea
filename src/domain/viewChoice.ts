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

export interface Filter {
  /** Words that must all be found in an instance; empty for any. */
  readonly text: string;
  /** Empty for all. */
  readonly states: readonly ShownState[];
}

export interface ViewChoice {
  readonly grouping: Grouping;
  readonly filter: Filter;
}

export const NO_FILTER: Filter = { text: '', states: [] };

/** What was kept of an earlier session; whatever does not fit is left out. */
export function readViewChoice(kept: unknown): ViewChoice {
  const { grouping, filter } = members(kept);
  const { text, states } = members(filter);
  return {
    grouping: GROUPINGS.find((one) => one === grouping) ?? 'account',
    filter: {
      text: typeof text === 'string' ? text : '',
      states: Array.isArray(states) ? STATES.filter((state) => states.includes(state)) : [],
    },
  };
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

export function isFiltering({ text, states }: Filter): boolean {
  return text.trim() !== '' || states.length > 0;
}

/**
 * @param accountName the name of the account that an instance belongs to
 * @returns whether an instance passes; every word must be found in its name, id, region, engine or account
 */
export function matcherOf(
  { text, states }: Filter,
  accountName: (accountId: string) => string,
): (record: InstanceRecord) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ instance, encryption }) => {
    if (states.length > 0 && !states.includes(shownState(encryption))) return false;
    if (words.length === 0) return true;
    const { name, id, region, engine, engineVersion, accountId } = instance;
    const said = [name, id, region, engine, engineVersion, accountName(accountId)].join('\n').toLowerCase();
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
