import { ThemeColor, ThemeIcon } from 'vscode';
import type { Encryption, EncryptionState } from '../../domain/encryption.ts';
import { STATES, type Grouping } from '../../domain/viewChoice.ts';

interface Appearance {
  readonly icon: string;
  readonly badge: string;
  readonly color: string;
}

/** How a state looks: a product icon, a badge of one character and a contributed colour. */
const APPEARANCE: Readonly<Record<EncryptionState, Appearance>> = {
  on: { icon: 'lock', badge: '✓', color: 'backupEncryption.onForeground' },
  off: { icon: 'unlock', badge: '!', color: 'backupEncryption.offForeground' },
  partial: { icon: 'warning', badge: '½', color: 'backupEncryption.partialForeground' },
  unsupported: { icon: 'circle-slash', badge: '–', color: 'backupEncryption.unsupportedForeground' },
  unknown: { icon: 'question', badge: '?', color: 'backupEncryption.unknownForeground' },
};

/** A state of an earlier reading loses its colour: it must not look like one of now. */
const OLD = 'backupEncryption.staleForeground';

export function stateIcon({ state, stale }: Pick<Encryption, 'state' | 'stale'>): ThemeIcon {
  const { icon, color } = APPEARANCE[state];
  return new ThemeIcon(icon, new ThemeColor(stale ? OLD : color));
}

export function stateBadge({ state, stale }: Encryption): {
  readonly badge: string;
  readonly color: ThemeColor;
} {
  const { badge, color } = APPEARANCE[state];
  return { badge, color: new ThemeColor(stale ? OLD : color) };
}

export function groupIcon(by: Exclude<Grouping, 'account'>, value: string): ThemeIcon {
  if (by !== 'state') return new ThemeIcon(by === 'engine' ? 'database' : 'cloud');
  return stateIcon({ state: STATES.find((one) => one === value) ?? 'unknown', stale: false });
}
