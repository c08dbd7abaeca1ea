import type { CommandContext } from './shared/command.ts';

/** Stops all reading; what was known before stays. */
export async function cancelRefresh({ host }: CommandContext): Promise<void> {
  (await host.fleet()).cancel();
}
