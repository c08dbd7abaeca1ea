import * as l10n from '@vscode/l10n';
import { isFiltering, type Filter, type Mark, type Period } from '../domain/viewChoice.ts';
import type { Progress } from '../inventory/activity.ts';
import { plural } from './plural.ts';
import { stateWord } from '../domain/words.ts';
import { shownCount } from './words.ts';

/** How many instances a filter lets through. */
export interface Found {
  readonly shown: number;
  readonly total: number;
}

/** Fewer instances are read in a moment: it would flash up. */
const MANY = 200;

/**
 * What the view says above its rows, about the filter and a refresh that takes a while; undefined for nothing.
 * VS Code does not show the description of a view that is alone in its container.
 * @param progress only while reading
 */
export function viewMessage(filter: Filter, found: Found, progress?: Progress): string | undefined {
  const parts = [describeFilter(filter, found), progress && describeProgress(progress)];
  return parts.filter(Boolean).join(' · ') || undefined;
}

/** "1,200 of 10,000 read"; empty for few. */
export function describeProgress({ read, total }: Progress): string {
  return total > MANY ? l10n.t('{0} of {1} read', shownCount(read), shownCount(total)) : '';
}

/** "12 of 10,000". */
export function describeFound({ shown, total }: Found): string {
  return l10n.t('{0} of {1}', shownCount(shown), shownCount(total));
}

function describeFilter(filter: Filter, found: Found): string {
  if (!isFiltering(filter)) return '';
  const words = filter.text.trim();
  const { states, marks = [], changed } = filter;
  const wanted = [
    words && l10n.t('"{0}"', words),
    ...states.map(stateWord),
    ...marks.map(markWord),
    changed && periodWord(changed),
  ]
    .filter(Boolean)
    .join(', ');
  if (found.shown === 0 && found.total > 0) return l10n.t('No instances match the filter: {0}', wanted);
  return l10n.t('Showing {0} · filter: {1}', describeFound(found), wanted);
}

/** What a filter looks for, by what got worse. */
export function markWord(mark: Mark): string {
  return mark === 'drift' ? l10n.t('drift') : l10n.t('contradicting evidence');
}

/** What a filter looks for, by when it changed. */
export function periodWord(period: Period): string {
  const words: Record<Period, string> = {
    today: l10n.t('changed today'),
    week: l10n.t('changed in the last 7 days'),
    month: l10n.t('changed in the last 30 days'),
  };
  return words[period];
}

/** What the number on the activity bar counts. */
export function badgeWords(count: number): string {
  return plural(count, {
    one: l10n.t('1 instance without encrypted backups'),
    other: l10n.t('{0} instances without encrypted backups', shownCount(count)),
  });
}
