import { findGuide } from '../cloud/guides.ts';
import { siteOf } from '../inventory/accountView.ts';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { openPage } from './shared/openPage.ts';

/** Opens the page on which the bills of an account's cloud are settled. */
export async function openBilling({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const account = await accountFrom(inventory, argument);
  await openPage(account, findGuide(account.provider)?.billingUrl(siteOf(account)));
}
