import { open } from 'node:fs/promises';

/** What systems answer that cannot sync a directory; there the file system sees to it (Windows). */
const NOT_OFFERED: ReadonlySet<string> = new Set(['EPERM', 'EACCES', 'EISDIR', 'EINVAL', 'ENOTSUP', 'EBADF']);

/** Waits until a directory is on the disk: before that, a file that was created or renamed in it may be gone after a crash. */
export async function syncDirectory(path: string): Promise<void> {
  try {
    const directory = await open(path, 'r');
    try {
      await directory.sync();
    } finally {
      await directory.close();
    }
  } catch (error) {
    if (!NOT_OFFERED.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}
