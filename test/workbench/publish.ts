import { existsSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';

/**
 * Gives a finished folder its final name, so that whoever sees the name sees all of it. Where another process was
 * faster, its folder is as good.
 */
export async function publishFolder(draft: string, final: string): Promise<void> {
  try {
    await rename(draft, final);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!existsSync(final)) throw error;
  }
}
