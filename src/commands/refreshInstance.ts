import * as vscode from 'vscode';
import { instanceFrom } from './arguments.ts';
import { withCancel, type CommandContext } from './command.ts';

/** Reads one instance anew. */
export async function refreshInstance(
  { host, inventory }: CommandContext,
  argument?: unknown,
): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  const fleet = await host.fleet();
  const ref = { accountId: instance.accountId, instanceId: instance.id };
  const title = vscode.l10n.t('Reading {0}', instance.name);
  await withCancel(title, (signal) => fleet.refreshInstance(ref, signal));
}
