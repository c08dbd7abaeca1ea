import { NO_FILTER } from '../domain/viewChoice.ts';
import type { CommandContext } from './shared/command.ts';

/** Shows all instances again. */
export async function clearFilter({ views }: CommandContext): Promise<void> {
  await views.arrange({ ...views.choice, filter: NO_FILTER });
}
