import { l10n, ThemeIcon } from 'vscode';
import { findProfile } from '../../cloud/registry.ts';
import type { Posture } from '../../domain/posture.ts';
import { STATES, type Grouping } from '../../domain/viewChoice.ts';
import { stateIcon } from './appearance.ts';
import type { GroupNode } from './nodes.ts';
import { share, shownCount, stateWord } from '../../texts/words.ts';

interface GroupAppearance {
  readonly label: string;
  readonly description: string;
  readonly iconPath: ThemeIcon;
}

/** How a group looks: what its instances have in common, and how many of them are encrypted. */
export function groupAppearance({ by, value }: GroupNode, counts: Posture): GroupAppearance {
  if (by === 'engine') {
    const label = value || l10n.t('engine not told');
    return { label, description: share(counts), iconPath: new ThemeIcon('database') };
  }
  if (by === 'provider') {
    const label = findProfile(value)?.name ?? value;
    return { label, description: share(counts), iconPath: new ThemeIcon('cloud') };
  }
  const state = STATES.find((one) => one === value) ?? 'unknown';
  return {
    label: stateWord(state),
    description: instanceCount(counts.total),
    iconPath: stateIcon({ state, stale: false }),
  };
}

export function instanceCount(count: number): string {
  return count === 1 ? l10n.t('1 instance') : l10n.t('{0} instances', shownCount(count));
}

/** What the rows are grouped by, in a word. */
export function groupingWord(grouping: Grouping): string {
  const words: Record<Grouping, string> = {
    account: l10n.t('Account'),
    provider: l10n.t('Cloud'),
    state: l10n.t('State'),
    engine: l10n.t('Engine'),
  };
  return words[grouping];
}
