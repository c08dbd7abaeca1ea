import { findGuide } from '../cloud/guides.ts';
import { siteOf } from '../inventory/accountView.ts';
import { instanceFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { openPage } from './shared/openPage.ts';

/** Opens the instance's page in the cloud's web console. */
export async function openInConsole({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  const account = inventory.account(instance.accountId);
  await openPage(account, account && findGuide(instance.provider)?.consoleUrl(instance, siteOf(account)));
}
