import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';

/** A directory that is gone when the test ends. */
export async function openStorage(t: TestContext): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'backup-encryption-test-'));
  t.after(() => rm(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}
