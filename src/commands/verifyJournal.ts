import * as vscode from 'vscode';
import type { CommandContext } from './shared/command.ts';

/** Checks the journal's chain of hashes and says what it found. */
export async function verifyJournal({ host }: CommandContext): Promise<void> {
  const { entries, problems } = await (await host.journal()).verify();
  if (problems.length === 0) {
    void vscode.window.showInformationMessage(
      vscode.l10n.t('The chain of the change journal holds over its {0} lines.', entries),
    );
    return;
  }
  const message = vscode.l10n.t(
    'The chain of the change journal does not hold at {0} places. A crash can leave half a line; anything else was changed after it was written.',
    problems.length,
  );
  void vscode.window.showWarningMessage(message, { modal: true, detail: problems.slice(0, 20).join('\n') });
}
