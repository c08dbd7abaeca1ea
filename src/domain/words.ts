import * as l10n from '@vscode/l10n';
import type { Reason } from './encryption.ts';
import type { ShownState } from './posture.ts';

/** The words that rows and reports share. */

export function stateWord(state: ShownState): string {
  const words: Record<ShownState, string> = {
    on: l10n.t('encrypted'),
    awaited: l10n.t('encrypted, first backup pending'),
    off: l10n.t('not encrypted'),
    partial: l10n.t('partly encrypted'),
    unsupported: l10n.t('not supported'),
    unknown: l10n.t('unknown'),
  };
  return words[state];
}

/** A reason in a few words. */
export function reasonWord({ category, code }: Reason): string {
  if (category === 'credentials' && !code) return l10n.t('no usable credentials');
  const words: Record<Reason['category'], string> = {
    credentials: l10n.t('credentials refused'),
    permission: l10n.t('no permission'),
    key: l10n.t('key cannot be used'),
    'instance-state': l10n.t('instance busy or locked'),
    unsupported: l10n.t('not supported here'),
    billing: l10n.t('billing problem'),
    'not-found': l10n.t('not found'),
    'invalid-request': l10n.t('request refused'),
    throttled: l10n.t('too many requests'),
    'clock-skew': l10n.t('clock is wrong'),
    network: l10n.t('not reachable'),
    server: l10n.t('cloud service error'),
    'unexpected-reply': l10n.t('unexpected reply'),
    pending: l10n.t('not read yet'),
    'no-evidence': l10n.t('no physical backup yet'),
    unconfirmed: l10n.t('change not confirmed'),
    'contradicting-evidence': l10n.t('evidence contradicts itself'),
    configuration: l10n.t('invalid settings'),
  };
  return words[category];
}

/** A time as shown: to the minute, in UTC, the same in every locale. */
export function shownTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
