import * as l10n from '@vscode/l10n';
import { candidates, notRead, type Posture } from '../domain/posture.ts';
import { shownCount } from './words.ts';

/**
 * "4 of 10 encrypted, 6 not supported": of those that can be encrypted, since the share of all could never be whole.
 * Nothing is said of how many are encrypted while that is not known of any. Empty when there is nothing to count.
 */
export function share(counts: Posture): string {
  const { on, awaited, unknown, stale, unsupported } = counts;
  const all = candidates(counts);
  const known =
    all > notRead(counts)
      ? [
          l10n.t('{0} of {1} encrypted', shownCount(on), shownCount(all)),
          awaited > 0 && l10n.t('{0} first backup pending', shownCount(awaited)),
          unknown > 0 && l10n.t('{0} unknown', shownCount(unknown)),
          stale > 0 && l10n.t('{0} not read', shownCount(stale)),
        ]
      : [all > 0 && l10n.t('{0} not read', shownCount(all))];
  return [...known, unsupported > 0 && l10n.t('{0} not supported', shownCount(unsupported))]
    .filter(Boolean)
    .join(', ');
}

/** The counts that are not zero: "12 encrypted, 7 not encrypted, 5 unknown". */
export function postureWords(counts: Posture): string {
  const { on, awaited, off, partial, unknown, stale, unsupported } = counts;
  const shown = [
    on > 0 && l10n.t('{0} encrypted', shownCount(on)),
    awaited > 0 && l10n.t('{0} encrypted with the first backup pending', shownCount(awaited)),
    off > 0 && l10n.t('{0} not encrypted', shownCount(off)),
    partial > 0 && l10n.t('{0} partly encrypted', shownCount(partial)),
    unknown > 0 && l10n.t('{0} unknown', shownCount(unknown)),
    stale > 0 && l10n.t('{0} from an earlier reading', shownCount(stale)),
    unsupported > 0 && l10n.t('{0} not supported', shownCount(unsupported)),
  ].filter(Boolean);
  return shown.join(', ') || l10n.t('no instances');
}
