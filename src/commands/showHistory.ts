import * as l10n from '@vscode/l10n';
import { databaseOf } from '../domain/instance.ts';
import { ownerOf } from '../inventory/accountView.ts';
import { historyText } from '../texts/historyText.ts';
import { instanceFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

/** Shows what became of an instance, with the evidence and who did it, as a text. */
export async function showHistory(
  { host, inventory, texts }: CommandContext,
  argument?: unknown,
): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  const { accountId, provider, region, id: instanceId } = instance;
  const account = inventory.account(accountId);
  if (!account) return;
  const fleet = await host.fleet();
  const owner = ownerOf(accountId, account.cloudAccountId);
  const own = databaseOf({ provider, owner, region, instanceId });
  const entries = (await fleet.history(accountId)).filter((entry) => databaseOf(entry) === own);
  const intents = await fleet.changes.intents(accountId);
  const text = historyText({ instance, account: account.name }, entries, intents);
  await texts.open(`${l10n.t('Instance History')}.txt`, text);
}
