import * as vscode from 'vscode';
import type { Instance } from '../../domain/instance.ts';
import type { LeftOut, Planned } from './confirmation.ts';
import type { GeneratedTexts } from '../generatedTexts.ts';
import { instanceCount } from '../tree/groupAppearance.ts';

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
  const changed = planned.map(({ instance, key }) => describe(instance, key));
  const spared = leftOut.map(({ instance, why }) => describe(instance, why));
  return [
    title,
    '',
    ...effects,
    '',
    ...part(vscode.l10n.t('To be changed'), changed),
    ...part(vscode.l10n.t('Left out'), spared),
  ].join('\n');
}

/** A heading with the count of its lines; nothing where there are none. */
export function part(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [`${title}: ${instanceCount(lines.length)}`, ...lines.map((line) => `  ${line}`), ''];
}

/** An instance in one line, found by eye and by search. */
export function describe({ name, id, accountId, region }: Instance, ...said: (string | undefined)[]): string {
  return [name, ...said, name === id ? '' : id, `${accountId}, ${region}`].filter(Boolean).join(' · ');
}
