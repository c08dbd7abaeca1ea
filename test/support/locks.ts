import { utimes, writeFile } from 'node:fs/promises';
import { ownProcess } from '../../src/files/processes.ts';

/** How a lock names its holder: by default a process of this host, with this id. */
export function lockText(id: number | string, { host, boot } = ownProcess()): string {
  return `${id} ${Date.now()} 00000000-0000-4000-8000-000000000000 ${host} ${boot}`;
}

/** Another computer on the same storage. */
export const ELSEWHERE = { id: 0, host: 'another-host', boot: 'abcdefabcdef' };

/** A lock file as another process left it. @param age since it was renewed last, milliseconds */
export async function leaveLock(path: string, text: string, age = 0): Promise<void> {
  await writeFile(path, text);
  if (age !== 0) await utimes(path, ...both(age));
}

/** Times for `utimes`, so long ago. */
export function both(age: number): [Date, Date] {
  const at = new Date(Date.now() - age);
  return [at, at];
}
