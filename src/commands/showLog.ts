import type { CommandContext } from './command.ts';

export function showLog({ log }: CommandContext): Promise<void> {
  log.show();
  return Promise.resolve();
}
