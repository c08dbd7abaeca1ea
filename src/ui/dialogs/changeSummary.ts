import * as vscode from 'vscode';
import type { Instance } from '../../domain/instance.ts';
import type { GeneratedTexts } from '../generatedTexts.ts';
import { inert } from '../../texts/inert.ts';
import { describe, part } from './review.ts';
import { shownCount } from '../../texts/words.ts';

/** What came of the change of one instance. */
export interface ChangeOutcome {
  readonly instance: Instance;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Whether it is as it was wanted, as far as the cloud tells. */
  readonly isDone: boolean;
  readonly words: string;
  /** What the cloud called the request, where it told. */
  readonly requestId?: string;
}

export interface ChangeSummary {
  readonly outcomes: readonly ChangeOutcome[];
  /** Those that were left alone, because it was cancelled before. */
  readonly untouched: readonly Instance[];
}

/** Says in a sentence what came of several changes; all of it can be opened as a text. */
export async function tellSummary(summary: ChangeSummary, texts: GeneratedTexts): Promise<void> {
  const { outcomes, untouched } = summary;
  const total = outcomes.length + untouched.length;
  const done = outcomes.filter(({ isDone }) => isDone).length;
  const open = vscode.l10n.t('Show Summary');
  const message = [
    vscode.l10n.t('{0} of {1} instances changed.', shownCount(done), shownCount(total)),
    done < outcomes.length && vscode.l10n.t('Not changed: {0}.', shownCount(outcomes.length - done)),
    untouched.length > 0 &&
      vscode.l10n.t('Left alone, since it was cancelled: {0}.', shownCount(untouched.length)),
  ]
    .filter(Boolean)
    .join(' ');
  const tell = done === total ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  if ((await tell(inert(message), open)) !== open) return;
  await texts.open(`${vscode.l10n.t('Summary of Changes')}.txt`, summaryText(summary));
}

/** What was not changed comes first: somebody has to look at that. */
export function summaryText({ outcomes, untouched }: ChangeSummary): string {
  const lines = (isDone: boolean) =>
    outcomes.filter((outcome) => outcome.isDone === isDone).map(describeOutcome);
  return [
    ...part(vscode.l10n.t('Not changed'), lines(false)),
    ...part(
      vscode.l10n.t('Left alone, since it was cancelled'),
      untouched.map((instance) => describe(instance)),
    ),
    ...part(vscode.l10n.t('Changed'), lines(true)),
  ].join('\n');
}

function describeOutcome({ instance, at, words, requestId }: ChangeOutcome): string {
  return describe(instance, words, at, requestId && vscode.l10n.t('request {0}', requestId));
}
