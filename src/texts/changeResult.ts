import * as l10n from '@vscode/l10n';
import type { ChangeResult } from '../fleet/changing/changes.ts';

/** What came of a change that was not refused. */
export function resultWords(result: ChangeResult, change: 'enable' | 'disable'): string {
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
