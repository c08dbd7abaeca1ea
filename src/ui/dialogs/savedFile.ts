import * as vscode from 'vscode';
import { inert } from '../../texts/inert.ts';

/** Says where a file is, and opens it or the folder that it is in. */
export function offerFile(file: vscode.Uri, isPage: boolean): void {
  const [open, reveal] = [vscode.l10n.t('Open'), vscode.l10n.t('Reveal')];
  const message = vscode.l10n.t('The report is written: {0}', file.fsPath);
  void vscode.window.showInformationMessage(inert(message), open, reveal).then((chosen) => {
    if (chosen === open) void openFile(file, isPage);
    if (chosen === reveal) void vscode.commands.executeCommand(revealing(), file);
  });
}

/** A page is for a browser, where there is one beside the files. */
async function openFile(file: vscode.Uri, isPage: boolean): Promise<void> {
  if (isPage && isDesktop() && !vscode.env.remoteName) await vscode.env.openExternal(file);
  else await vscode.commands.executeCommand('vscode.open', file);
}

function revealing(): string {
  return isDesktop() ? 'revealFileInOS' : 'revealInExplorer';
}

function isDesktop(): boolean {
  return vscode.env.uiKind === vscode.UIKind.Desktop;
}
