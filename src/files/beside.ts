import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isAlive } from './processes.ts';

/** A name for a file that is written beside another and then put in its place; it tells whose it is. */
export function besideName(path: string): string {
  return `${path}.${process.pid}-${randomUUID()}.tmp`;
}

const BESIDE = /\.(\d+)-[0-9a-f-]{36}\.tmp$/;

/** Removes what processes that are gone have left half-written in a directory; it need not be there. */
export async function sweepBeside(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  const left = names.filter((name) => {
    const owner = BESIDE.exec(name)?.[1];
    return owner !== undefined && !isAlive(Number(owner));
  });
  await Promise.all(left.map((name) => rm(join(directory, name), { force: true })));
}
