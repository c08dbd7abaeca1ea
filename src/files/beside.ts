import { createHash, randomUUID } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive, ownProcess } from './processes.ts';

/** Long after this nobody is still writing a file. Milliseconds. */
const LONGEST_WRITING = 24 * 60 * 60 * 1000;

/** A name for a file that is written beside another and then put in its place; it tells whose it is. */
export function besideName(path: string): string {
  return `${path}.${place()}.${process.pid}-${randomUUID()}.tmp`;
}

const BESIDE = /\.(?:([0-9a-f]{12})\.)?(\d+)-[0-9a-f-]{36}\.tmp$/;

/**
 * Removes what processes that are gone have left half-written in a directory; it need not be there. Whether a process
 * of another host or container is gone cannot be seen: what it left goes when it is old.
 */
export async function sweepBeside(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  await Promise.all(
    names.map(async (name) => {
      const [matched, owner, processId] = BESIDE.exec(name) ?? [];
      if (!matched) return;
      const path = join(directory, name);
      const isLeft = owner === place() ? !isAlive(Number(processId)) : await isOld(path);
      if (isLeft) await rm(path, { force: true });
    }),
  );
}

async function isOld(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > LONGEST_WRITING;
}

function place(): string {
  const { host, boot } = ownProcess();
  return createHash('sha256').update(`${host} ${boot}`).digest('hex').slice(0, 12);
}
