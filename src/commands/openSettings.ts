import * as vscode from 'vscode';

/** Opens the user's settings file at our accounts. */
export async function openSettings(): Promise<void> {
  const revealSetting = { key: 'backupEncryption.accounts' };
  await vscode.commands.executeCommand('workbench.action.openSettingsJson', { revealSetting });
}
