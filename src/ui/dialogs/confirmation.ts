import * as vscode from 'vscode';
import { confirmationOf, type Confirmation } from '../../texts/confirmation.ts';
import { inert } from '../../texts/inert.ts';
import type { LeftOut, Planned } from '../../texts/named.ts';
import { reviewText } from '../../texts/review.ts';
import type { GeneratedTexts } from '../generatedTexts.ts';
import { askChoice } from '../pickers/choice.ts';
import { BACK } from '../pickers/frame.ts';
import { askText } from '../pickers/text.ts';

/**
 * The one question before any change. A key that is pressed twice must not say yes. The first button of a dialog has
 * the focus, and VS Code lets nobody choose another one: so that one only opens a review, and the change is the second.
 * Where a cloud can never undo it, something has to be typed as well.
 */
export async function confirmChange(
  change: 'enable' | 'disable',
  planned: readonly Planned[],
  leftOut: readonly LeftOut[],
  texts: GeneratedTexts,
): Promise<boolean> {
  const confirmation = confirmationOf(change, planned, leftOut);
  const { title, detail, verb, effects } = confirmation;
  const show = vscode.l10n.t('Show Review');
  for (;;) {
    const answer = await vscode.window.showWarningMessage(inert(title), { modal: true, detail }, show, verb);
    if (answer === verb) return isTyped(confirmation);
    if (answer !== show) return false;
    await texts.open(
      `${vscode.l10n.t('Review of Changes')}.txt`,
      reviewText({ title, planned, leftOut, effects }),
    );
    if (!(await hasRead(title))) return false;
  }
}

/** Asks in a picker that stays while somebody scrolls: a message would go away before twenty lines are read. */
async function hasRead(title: string): Promise<boolean> {
  const placeholder = vscode.l10n.t('The review is open. Nothing has been changed yet.');
  const answer = await askChoice({ title }, placeholder, [
    { label: vscode.l10n.t('Continue…'), description: vscode.l10n.t('asks once more'), value: true },
    { label: vscode.l10n.t('Cancel'), value: false },
  ]);
  return answer === true;
}

async function isTyped({ title, typed }: Confirmation): Promise<boolean> {
  if (!typed) return true;
  const { prompt, wanted, refusal } = typed;
  const answer = await askText(
    { title },
    { prompt, validate: (text) => (text.trim() === wanted.trim() ? undefined : refusal) },
  );
  return answer !== BACK;
}
