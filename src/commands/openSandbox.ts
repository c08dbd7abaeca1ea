import * as vscode from 'vscode';
import { VIEW_ID } from '../ui/tree/instanceTree.ts';
import type { CommandContext } from './shared/command.ts';

/** Opens both clouds on this machine, with an account at each and a believable fleet. */
export async function openSandbox({ sandbox }: CommandContext): Promise<void> {
  await vscode.commands.executeCommand(`${VIEW_ID}.focus`);
  await sandbox.enter();
}
