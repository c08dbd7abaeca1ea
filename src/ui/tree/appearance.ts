import { ThemeColor, ThemeIcon } from 'vscode';
import type { Encryption } from '../../domain/encryption.ts';
import { shownState, type ShownState } from '../../domain/posture.ts';
import { STATES, type Grouping } from '../../domain/viewChoice.ts';

interface Appearance {
  readonly icon: string;
  readonly badge: string;
  readonly color: string;
}

/** How a state looks: a product icon, a badge of one character and a contributed color. */
const APPEARANCE: Readonly<Record<ShownState, Appearance>> = {
  on: { icon: 'lock', badge: '✓', color: 'backupEncryption.onForeground' },
  awaited: { icon: 'clock', badge: '…', color: 'backupEncryption.awaitedForeground' },
  off: { icon: 'unlock', badge: '!', color: 'backupEncryption.offForeground' },
  partial: { icon: 'warning', badge: '½', color: 'backupEncryption.partialForeground' },
  unsupported: { icon: 'circle-slash', badge: '–', color: 'backupEncryption.unsupportedForeground' },
  unknown: { icon: 'question', badge: '?', color: 'backupEncryption.unknownForeground' },
};

/** A state of an earlier reading loses its color: it must not look like one of now. */
const OLD = 'backupEncryption.staleForeground';

/** The icon of a state of now. */
export function stateIcon(state: ShownState): ThemeIcon {
  const { icon, color } = APPEARANCE[state];
  return new ThemeIcon(icon, new ThemeColor(color));
}

/** @param isDoomed whether the key is in trouble, so that backups cannot be restored, now or soon */
export function encryptionIcon(encryption: Encryption, isDoomed = false): ThemeIcon {
  if (isDoomed) return new ThemeIcon('warning', new ThemeColor(APPEARANCE.off.color));
  if (encryption.reason?.category === 'pending') return new ThemeIcon('ellipsis');
  const icon = stateIcon(shownState(encryption));
  return encryption.stale ? new ThemeIcon(icon.id, new ThemeColor(OLD)) : icon;
}

export function stateBadge(encryption: Encryption): { readonly badge: string; readonly color: ThemeColor } {
  const { badge, color } = APPEARANCE[shownState(encryption)];
  return { badge, color: new ThemeColor(encryption.stale ? OLD : color) };
}

export function groupIcon(by: Exclude<Grouping, 'account'>, value: string): ThemeIcon {
  if (by !== 'state') return new ThemeIcon(by === 'engine' ? 'database' : 'cloud');
  return stateIcon(STATES.find((one) => one === value) ?? 'unknown');
}
