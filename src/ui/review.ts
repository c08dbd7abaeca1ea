import * as vscode from 'vscode';
import type { Instance } from '../domain/instance.ts';
import type { LeftOut, Planned } from './confirmation.ts';
import type { GeneratedTexts } from './generatedTexts.ts';
import { instanceCount } from './groupAppearance.ts';

/** Every instance of a change with what it will get, and every one that is left out with the reason. */
export interface Review {
  readonly title: string;
  readonly planned: readonly Planned[];
  readonly leftOut: readonly LeftOut[];
  readonly effects: readonly string[];
}

/**
 * Opens a review to be read at leisure, without a dialog in front of it.
 * @returns whether to go on; nothing is changed by that alone
 */
export async function readReview(texts: GeneratedTexts, review: Review): Promise<boolean> {
  await texts.open(`${vscode.l10n.t('Review of Changes')}.txt`, reviewText(review));
  const goOn = vscode.l10n.t('Continue…');
  const message = vscode.l10n.t('The review is open. Nothing has been changed yet.');
  return (await vscode.window.showInformationMessage(message, goOn)) === goOn;
}

export function reviewText({ title, planned, leftOut, effects }: Review): string {
  const lines = [
    title,
    '',
    ...effects,
    '',
    vscode.l10n.t('To be changed: {0}', instanceCount(planned.length)),
    ...planned.map(({ instance, key }) => `  ${[placeOf(instance), key].filter(Boolean).join(' · ')}`).sort(),
  ];
  if (leftOut.length === 0) return `${lines.join('\n')}\n`;
  return `${[
    ...lines,
    '',
    vscode.l10n.t('Left out: {0}', instanceCount(leftOut.length)),
    ...leftOut.map(({ instance, why }) => `  ${placeOf(instance)} · ${why}`).sort(),
  ].join('\n')}\n`;
}

/** An instance in one line, found by eye and by search. */
export function placeOf({ name, id, accountId, region }: Instance): string {
  return [name, name === id ? '' : id, `${accountId}, ${region}`].filter(Boolean).join(' · ');
}
