import * as l10n from '@vscode/l10n';
import type { AccountView } from '../inventory/accountView.ts';
import { plural } from './plural.ts';
import { shownCount } from './words.ts';

/** As many regions are named; of more the number is enough. */
const FEW = 3;
/** As many parts have a line in the tooltip. */
const MOST_LINES = 10;

/** Where an account looked that has no instances: green and empty must not read as "all is well". */
export function emptyWords({ state, records, lookedIn = [] }: AccountView): string {
  if (state !== 'ok' || records.size > 0 || lookedIn.length === 0) return '';
  return lookedIn.length <= FEW
    ? l10n.t('no instances in {0}', lookedIn.join(', '))
    : l10n.t('no instances in {0} regions', shownCount(lookedIn.length));
}

/** How much of an account was not looked at. */
export function leftOutWords({ leftOut = [] }: AccountView): string {
  if (leftOut.length === 0) return '';
  return plural(leftOut.length, {
    one: l10n.t('1 project not looked in'),
    other: l10n.t('{0} projects not looked in', shownCount(leftOut.length)),
  });
}

/** What was not looked at, and why, a line each. */
export function leftOutLines({ leftOut = [] }: AccountView): string[] {
  const lines = leftOut.slice(0, MOST_LINES).map(({ name, reason }) => `${name}: ${reason.message}`);
  const rest = leftOut.length - lines.length;
  return rest > 0 ? [...lines, l10n.t('and {0} more', shownCount(rest))] : lines;
}
