import { findProfile } from '../cloud/registry.ts';
import { instanceFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { openPage } from './shared/openPage.ts';

/** Opens the instance's page in the cloud's web console. */
export async function openInConsole({ inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { instance } = await instanceFrom(inventory, argument);
  const profile = findProfile(instance.provider);
  await openPage(inventory.account(instance.accountId), profile?.consoleUrl(instance));
}
