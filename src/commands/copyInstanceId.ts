import * as vscode from 'vscode';
import { instanceFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

export async function copyInstanceId({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  await vscode.env.clipboard.writeText(instance.id);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', instance.id), 3000);
}
