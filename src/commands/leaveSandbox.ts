import type { CommandContext } from './shared/command.ts';

/** Takes the sandbox's accounts away and stops its clouds. */
export async function leaveSandbox({ sandbox }: CommandContext): Promise<void> {
  await sandbox.leave();
}
