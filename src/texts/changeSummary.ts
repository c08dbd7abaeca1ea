import * as l10n from '@vscode/l10n';
import { entry, part } from './documents.ts';
import type { ChangeOutcome, ChangeSummary } from './named.ts';
import { plural } from './plural.ts';
import { shownCount } from './words.ts';

/** How many changes were made as wanted, of how many. */
export function tallyOf({ outcomes, untouched }: ChangeSummary): { done: number; total: number } {
  const done = outcomes.filter(({ isDone }) => isDone).length;
  return { done, total: outcomes.length + untouched.length };
}

/** What came of several changes, in a sentence or a few. */
export function summaryMessage(summary: ChangeSummary): string {
  const { done, total } = tallyOf(summary);
  const failed = summary.outcomes.length - done;
  const skipped = summary.untouched.length;
  return [
    l10n.t('{0} of {1} instances changed.', shownCount(done), shownCount(total)),
    failed > 0 && l10n.t('Not changed: {0}.', shownCount(failed)),
    skipped > 0 &&
      plural(skipped, {
        one: l10n.t('1 was skipped because you cancelled.'),
        other: l10n.t('{0} were skipped because you cancelled.', shownCount(skipped)),
      }),
  ]
    .filter(Boolean)
    .join(' ');
}

/** What was not changed comes first: somebody has to look at that. */
export function summaryText({ outcomes, untouched }: ChangeSummary): string {
  const entries = (isDone: boolean) =>
    outcomes.filter((outcome) => outcome.isDone === isDone).map(describeOutcome);
  return [
    ...part(l10n.t('Not changed'), entries(false)),
    ...part(
      l10n.t('Skipped because you cancelled'),
      untouched.map((one) => entry(one)),
    ),
    ...part(l10n.t('Changed'), entries(true)),
  ].join('\n');
}

function describeOutcome(outcome: ChangeOutcome): string {
  const { words, at, requestId } = outcome;
  return entry(outcome, words, at, requestId && l10n.t('request {0}', requestId));
}
