import { l10n } from 'vscode';
import { isFiltering, type Filter } from '../domain/viewChoice.ts';
import type { Progress } from '../inventory/inventory.ts';
import { shownCount, stateWord } from './words.ts';

export interface Found {
  readonly shown: number;
  readonly total: number;
}

interface ViewDescription {
  /** Beside the view's title. */
  readonly description?: string | undefined;
  /** Above its rows. */
  readonly message?: string | undefined;
}

/**
 * What the view says of its rows: how many the filter lets through, and how far a refresh has come.
 * @param progress only while reading
 */
export function describeView(filter: Filter, found: Found, progress?: Progress): ViewDescription {
  const parts = [
    isFiltering(filter) && describeFilter(filter, found),
    progress && describeProgress(progress),
  ];
  const isEmpty = isFiltering(filter) && found.shown === 0 && found.total > 0;
  return {
    description: parts.filter(Boolean).join(' · ') || undefined,
    message: isEmpty ? l10n.t('No instance fits the filter: {0}.', filterWords(filter)) : undefined,
  };
}

/** "1,200 of 10,000 read"; empty before it is known how many there are. */
export function describeProgress({ read, total }: Progress): string {
  return total === 0 ? '' : l10n.t('{0} of {1} read', shownCount(read), shownCount(total));
}

/** "12 of 10,000". */
export function describeFound({ shown, total }: Found): string {
  return l10n.t('{0} of {1}', shownCount(shown), shownCount(total));
}

function describeFilter(filter: Filter, found: Found): string {
  return `${describeFound(found)}: ${filterWords(filter)}`;
}

function filterWords({ text, states }: Filter): string {
  const words = text.trim();
  return [words && l10n.t('"{0}"', words), ...states.map(stateWord)].filter(Boolean).join(', ');
}
