import type { CommandContext } from './shared/command.ts';

export function showLog({ log }: CommandContext): Promise<void> {
  log.show();
  return Promise.resolve();
}
