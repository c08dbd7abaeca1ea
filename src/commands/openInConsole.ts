import * as vscode from 'vscode';
import { findProfile } from '../cloud/registry.ts';
import { instanceFrom } from './arguments.ts';
import type { CommandContext } from './command.ts';

/** Opens the instance's page in the cloud's web console. */
export async function openInConsole({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  const url = findProfile(instance.provider)?.consoleUrl(instance);
  if (url) await vscode.env.openExternal(vscode.Uri.parse(url, true));
}
