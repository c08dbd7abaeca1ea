import * as vscode from 'vscode';

/** Shows a page of ours as it is: without scripts, without files, without commands behind its links. */
export function showReport(html: string): void {
  const panel = vscode.window.createWebviewPanel(
    'backupEncryption.report',
    vscode.l10n.t('Backup Encryption Report'),
    vscode.ViewColumn.Active,
    { enableScripts: false, enableCommandUris: false, localResourceRoots: [], enableFindWidget: true },
  );

  panel.webview.html = html;
}
