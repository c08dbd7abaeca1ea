import * as l10n from '@vscode/l10n';
import { entry, part } from './documents.ts';
import type { LeftOut, Planned } from './named.ts';

/** Every instance of a change with what it will get, and every one that is left out with the reason. */
export interface Review {
  readonly title: string;
  readonly planned: readonly Planned[];
  readonly leftOut: readonly LeftOut[];
  readonly effects: readonly string[];
}

export function reviewText({ title, planned, leftOut, effects }: Review): string {
  const changed = planned.map((one) => entry(one, one.key));
  const spared = leftOut.map((one) => entry(one, one.why));
  return [
    title,
    '',
    ...effects,
    '',
    ...part(l10n.t('To be changed'), changed),
    ...part(l10n.t('Not included'), spared),
  ].join('\n');
}
