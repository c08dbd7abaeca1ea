import type { CommandContext } from './shared/command.ts';

/** Reads every account anew. */
export async function refresh({ host }: CommandContext): Promise<void> {
  await (await host.fleet()).refresh(true);
}
