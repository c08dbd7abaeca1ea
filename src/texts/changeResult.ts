import * as l10n from '@vscode/l10n';
import type { Coverage } from '../domain/encryption.ts';
import type { ChangeResult } from '../fleet/changing/changes.ts';
import { plainKept } from './coverage.ts';

/**
 * What came of a change that was not refused, and what it leaves as it is.
 * @param coverage of the backups before it, where that is known
 */
export function resultWords(result: ChangeResult, change: 'enable' | 'disable', coverage?: Coverage): string {
  const isSwitchedOn = change === 'enable' && (result === 'accepted' || result === 'confirmed');
  const kept = isSwitchedOn ? plainKept(coverage) : '';
  return kept ? `${resultWord(result, change)}. ${kept}` : resultWord(result, change);
}

function resultWord(result: ChangeResult, change: 'enable' | 'disable'): string {
  const isOn = change === 'enable';
  const words: Record<ChangeResult, string> = {
    accepted: isOn
      ? l10n.t('backup encryption is on; new backups are encrypted')
      : l10n.t('backup encryption is off; new backups are not encrypted'),
    'not-seen': l10n.t('accepted, but the cloud does not show it yet; refresh to look again'),
    confirmed: isOn
      ? l10n.t('backup encryption is on; the reply was lost, and a reading confirms it')
      : l10n.t('backup encryption is off; the reply was lost, and a reading confirms it'),
    'already-enabled': l10n.t('was on already; no new key was applied'),
    'already-disabled': l10n.t('was off already; nothing was sent'),
    'not-applied': l10n.t('not changed: the cloud never received the request or did not apply it'),
    unconfirmed: l10n.t('the reply was lost and the result is not known; refresh to look again'),
  };
  return words[result];
}
