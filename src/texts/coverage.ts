import * as l10n from '@vscode/l10n';
import type { Coverage } from '../domain/encryption.ts';
import { plural } from './plural.ts';
import { shownCount } from './words.ts';

/** "5 of 7 kept backups encrypted"; empty where all of them are, or there are none. */
export function coverageGap({ encrypted, plain, unclear }: Coverage): string {
  const all = encrypted + plain + unclear;
  return encrypted === all
    ? ''
    : l10n.t('{0} of {1} kept backups encrypted', shownCount(encrypted), shownCount(all));
}

/** "5 encrypted, 2 not encrypted, 1 unclear, in the last 31 days". */
export function coverageWords({ encrypted, plain, unclear, days }: Coverage): string {
  const counts = [
    l10n.t('{0} encrypted', shownCount(encrypted)),
    plain > 0 && l10n.t('{0} not encrypted', shownCount(plain)),
    unclear > 0 && l10n.t('{0} unclear', shownCount(unclear)),
  ];
  const said = counts.filter(Boolean).join(', ');
  return plural(days, {
    one: l10n.t('{0} (of the last day)', said),
    other: l10n.t('{0} (of the last {1} days)', said, shownCount(days)),
  });
}

/** What a switch that was just turned on does not change: a sentence; empty where no plain backup is known of. */
export function plainKept(coverage: Coverage | undefined): string {
  const plain = coverage?.plain ?? 0;
  if (plain === 0) return '';
  return plural(plain, {
    one: l10n.t('1 backup that was made before is kept and is not encrypted.'),
    other: l10n.t('{0} backups that were made before are kept and are not encrypted.', shownCount(plain)),
  });
}
