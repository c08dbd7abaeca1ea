import * as vscode from 'vscode';
import { countStates, type ShownState } from '../../domain/posture.ts';
import {
  markOf,
  MARKS,
  PERIODS,
  startOf,
  STATES,
  type Filter,
  type Mark,
  type Period,
} from '../../domain/viewChoice.ts';
import { stateWord } from '../../domain/words.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { knownOf } from '../../inventory/accountView.ts';
import { markWord, periodWord } from '../../texts/viewMessage.ts';
import { shownCount } from '../../texts/words.ts';
import { stateIcon } from '../tree/appearance.ts';

/** How many instances are what a filter can look for. */
export type FilterCounts = ReadonlyMap<ShownState | Mark | Period, number>;

/** A line of the picker with what it adds to the filter. */
export interface FilterChoice {
  readonly item: vscode.QuickPickItem;
  readonly picked: boolean;
  readonly adds: { readonly state?: ShownState; readonly mark?: Mark; readonly period?: Period };
}

/** @param now milliseconds since 1970 */
export function countForFilter(inventory: Inventory, now: number): FilterCounts {
  const counts = new Map<ShownState | Mark | Period, number>(countStates(inventory.records()));
  const count = (what: Mark | Period) => counts.set(what, (counts.get(what) ?? 0) + 1);
  const starts = PERIODS.map((period) => [period, startOf(period, now)] as const);
  for (const account of inventory.accounts()) {
    for (const record of account.records.values()) {
      const { drift, changedAt = '' } = knownOf(account, record);
      if (drift) count(markOf(drift));
      for (const [period, start] of starts) if (Date.parse(changedAt) >= start) count(period);
    }
  }
  return counts;
}

/** What there is to look for, and what was looked for before. */
export function filterItems(counts: FilterCounts, start: Filter): FilterChoice[] {
  const { states, marks = [], changed } = start;
  const choices: FilterChoice[] = [
    ...STATES.map((state) => ({
      item: itemOf(stateWord(state), stateIcon(state)),
      picked: states.includes(state),
      adds: { state },
    })),
    ...MARKS.map((mark) => ({
      item: itemOf(markWord(mark), new vscode.ThemeIcon(mark === 'drift' ? 'arrow-down' : 'warning')),
      picked: marks.includes(mark),
      adds: { mark },
    })),
    ...PERIODS.map((period) => ({
      item: itemOf(periodWord(period), new vscode.ThemeIcon('history')),
      picked: changed === period,
      adds: { period },
    })),
  ];
  return choices.flatMap((choice) => {
    const { state, mark, period } = choice.adds;
    const found = counts.get(state ?? mark ?? period ?? 'on') ?? 0;
    if (found === 0 && !choice.picked) return [];
    return [{ ...choice, item: { ...choice.item, description: shownCount(found) } }];
  });
}

/** Of several periods the longest counts. */
export function filterFrom(
  text: string,
  choices: readonly FilterChoice[],
  selected: readonly vscode.QuickPickItem[],
): Filter {
  const wanted = choices.filter(({ item }) => selected.includes(item)).map(({ adds }) => adds);
  const marks = wanted.flatMap(({ mark }) => mark ?? []);
  const changed = wanted.flatMap(({ period }) => period ?? []).at(-1);
  return {
    text,
    states: wanted.flatMap(({ state }) => state ?? []),
    ...(marks.length > 0 && { marks }),
    ...(changed && { changed }),
  };
}

function itemOf(label: string, iconPath: vscode.ThemeIcon): vscode.QuickPickItem {
  return { label, iconPath, alwaysShow: true };
}
