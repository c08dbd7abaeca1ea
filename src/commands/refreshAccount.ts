import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';

/** Reads one account anew. */
export async function refreshAccount({ host, inventory }: CommandContext, argument?: unknown): Promise<void> {
  const { id } = await accountFrom(inventory, argument);
  await (await host.fleet()).refreshAccount(id, true);
}
