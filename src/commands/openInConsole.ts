import * as vscode from 'vscode';
import { findProfile } from '../cloud/registry.ts';
import { instanceFrom } from './arguments.ts';
import type { CommandContext } from './command.ts';

/** Opens the instance's page in the cloud's web console. */
export async function openInConsole({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  if (inventory.account(instance.accountId)?.source === 'given') {
    throw new RangeError(vscode.l10n.t('Instances of the sandbox have no page in a web console.'));
  }
  const url = findProfile(instance.provider)?.consoleUrl(instance);
  if (url) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
