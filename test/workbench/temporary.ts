import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folders = new Set<string>();

/** Makes an empty folder that is gone when this process is, however it ends short of being killed. */
export async function makeTemporaryFolder(): Promise<string> {
  if (folders.size === 0) process.on('exit', () => folders.forEach(removeTemporaryFolder));
  const folder = await mkdtemp(join(tmpdir(), 'backup-encryption-'));
  folders.add(folder);
  return folder;
}

/** Removes such a folder before its time. */
export function removeTemporaryFolder(folder: string): void {
  folders.delete(folder);
  // A server that was ended an instant ago may still be seen writing.
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}
