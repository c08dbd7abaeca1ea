import * as vscode from 'vscode';
import { loadProvider } from '../cloud/registry.ts';
import type { PolicyScope } from '../cloud/provider.ts';
import { regionsOf, type Account } from '../accounts/account.ts';
import type { AccountView } from '../inventory/accountView.ts';
import { policyCopied } from '../texts/policy.ts';
import { tell, warn } from '../ui/dialogs/messages.ts';
import { askChoice } from '../ui/pickers/choice.ts';
import { BACK } from '../ui/pickers/frame.ts';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

/**
 * Copies the least that an account's user must be allowed, in the cloud's own policy language, and shows it as a text.
 * Nothing is sent for it.
 */
export async function copyPolicy(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, texts } = context;
  const view = await accountFrom(inventory, argument, ({ source }) => source !== undefined);
  const account = (await host.fleet()).account(view.id);
  if (!account) throw new RangeError(vscode.l10n.t('Correct the entry in the settings first.'));
  const changes = await askExtent(view.name);
  if (changes === BACK) return;
  const provider = await loadProvider(account.provider);
  const { document, warnings } = provider.policy(scopeOf(account, view, changes));
  const policy = `${JSON.stringify(document, undefined, 2)}\n`;
  await vscode.env.clipboard.writeText(policy);
  await texts.open(`${vscode.l10n.t('Minimal Policy')}.json`, policy);
  const { message, detail } = policyCopied(view.name, warnings);
  if (detail) warn(message, detail);
  else tell(message);
}

function askExtent(name: string): Promise<boolean | typeof BACK> {
  const title = vscode.l10n.t('Minimal Policy for {0}', name);
  return askChoice({ title }, vscode.l10n.t('What should the policy allow?'), [
    {
      label: vscode.l10n.t('Read only'),
      description: vscode.l10n.t('see the state of every instance'),
      iconPath: new vscode.ThemeIcon('eye'),
      value: false,
    },
    {
      label: vscode.l10n.t('With changes'),
      description: vscode.l10n.t('also choose keys and switch backup encryption on'),
      iconPath: new vscode.ThemeIcon('lock'),
      value: true,
    },
  ]);
}

/** Narrowed to what the account looks at; the cloud's own account id is in it when it has told it already. */
function scopeOf(account: Account, { identity }: AccountView, changes: boolean): PolicyScope {
  const { instances } = account;
  const accountId = identity?.accountId ?? '';
  return { changes, accountId, regions: regionsOf(account), ...(instances && { instances }) };
}
