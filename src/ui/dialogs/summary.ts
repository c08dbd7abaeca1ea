import * as vscode from 'vscode';
import { summaryMessage, summaryText, tallyOf } from '../../texts/changeSummary.ts';
import { inert } from '../../texts/inert.ts';
import type { ChangeSummary } from '../../texts/named.ts';
import type { GeneratedTexts } from '../generatedTexts.ts';

/** Says in a sentence what came of several changes; all of it can be opened as a text. */
export async function tellSummary(summary: ChangeSummary, texts: GeneratedTexts): Promise<void> {
  const { done, total } = tallyOf(summary);
  const open = vscode.l10n.t('Show Summary');
  const tell = done === total ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await tell(inert(summaryMessage(summary)), open)) !== open) return;
  await texts.open(`${vscode.l10n.t('Summary of Changes')}.txt`, summaryText(summary));
}
