import * as l10n from '@vscode/l10n';
import { findProfile } from '../cloud/registry.ts';
import type { Posture } from '../domain/posture.ts';
import { STATES, type Grouping } from '../domain/viewChoice.ts';
import { share } from './posture.ts';
import { stateWord } from '../domain/words.ts';
import { instanceCount } from './words.ts';

/** What the instances of a group have in common, and how many of them are encrypted. */
export function groupWords(
  by: Exclude<Grouping, 'account'>,
  value: string,
  counts: Posture,
): { readonly label: string; readonly description: string } {
  switch (by) {
    case 'engine':
      return { label: value || l10n.t('unknown engine'), description: share(counts) };
    case 'provider':
      return { label: findProfile(value)?.name ?? value, description: share(counts) };
    case 'state': {
      const state = STATES.find((one) => one === value) ?? 'unknown';
      return { label: stateWord(state), description: instanceCount(counts.total) };
    }
  }
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
