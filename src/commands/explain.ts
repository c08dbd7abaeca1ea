import * as vscode from 'vscode';
import { siteOf, type AccountView } from '../inventory/accountView.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { explanationOf, type Matter } from '../texts/explanation.ts';
import { placeOf } from '../texts/failure.ts';
import { accountFrom, instanceFrom, textMember } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { openPage } from './shared/openPage.ts';

/** Explains why something has no state, or none of now: the rule behind it, and what would change it. */
export async function explain({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { account, matter } = await matterOf(inventory, argument);
  const { message, detail, way } = explanationOf(matter);
  const options = { modal: true, detail };
  if ((await vscode.window.showInformationMessage(message, options, way.title)) !== way.title) return;
  if ('page' in way) await openPage(account, way.page);
  else await vscode.commands.executeCommand(way.step.id, ...way.step.arguments);
}

async function matterOf(
  inventory: Inventory,
  argument: unknown,
): Promise<{ account: AccountView; matter: Matter }> {
  const region = textMember(argument, 'region');
  if (textMember(argument, 'accountId') !== undefined && textMember(argument, 'instanceId') === undefined) {
    const account = await accountFrom(inventory, argument);
    const reason = region === undefined ? account.reason : account.regionReasons.get(region);
    const place = { ...placeOf(account), region };
    return { account, matter: { provider: account.provider, site: siteOf(account), place, reason } };
  }
  const { instance, encryption } = await instanceFrom(inventory, argument, (record) =>
    Boolean(record.encryption.reason),
  );
  const account = inventory.account(instance.accountId);
  if (!account) throw new vscode.CancellationError();
  const place = placeOf(account, instance);
  const { provider } = account;
  return { account, matter: { provider, site: siteOf(account), instance, place, reason: encryption.reason } };
}
