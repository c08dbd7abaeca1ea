import { open, type FileHandle } from 'node:fs/promises';
import type { TestContext } from 'node:test';

/** Everything that is synced to the disk from now on, in order: `file` or `directory`. */
export async function watchSyncs(t: TestContext): Promise<string[]> {
  const synced: string[] = [];
  const any = await open('/', 'r');
  const prototype = Object.getPrototypeOf(any) as FileHandle;
  await any.close();
  const watched = t.mock.method(prototype, 'sync', async function (this: FileHandle) {
    synced.push((await this.stat()).isDirectory() ? 'directory' : 'file');
    await this.datasync();
  });
  t.after(() => {
    watched.mock.restore();
  });
  return synced;
}
