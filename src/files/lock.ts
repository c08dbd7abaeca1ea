import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fateOf, isLeftGuard } from './abandonment.ts';
import { ownProcess } from './processes.ts';

/** How often a lock that is held is renewed. Milliseconds. */
export const BEAT = 10_000;
const PAUSE = 25;
/** For so long beyond one's patience a lock that can be had is reached for, since others may reach for it too. */
const REACH = 1_000;

/** A lock that is held. */
export interface Lock {
  /**
   * Renews it. To be asked right before whatever must be done by one alone.
   * @returns false when it was taken over: this computer may have slept meanwhile
   */
  isMine(): Promise<boolean>;
  release(): Promise<void>;
}

/**
 * Takes a lock that holds across windows: a file that names its holder, who renews it (docs/decisions/0007-locks.md).
 * One whose holder is gone is taken over. Nothing is asked of the file system but to create a file only if there is
 * none, so it works where there are no links (exFAT) too.
 * @param patience how long to wait for it, milliseconds
 * @returns undefined when somebody else kept it
 */
export async function takeLock(path: string, patience: number): Promise<Lock | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const { id, host, boot } = ownProcess();
  const holder = `${id} ${Date.now()} ${randomUUID()} ${host} ${boot}`;
  const since = performance.now();
  for (;;) {
    if (await create(path, holder)) return hold(path, holder);
    const fate = await fateOf(path);
    if (fate === 'abandoned') await removeAbandoned(path);
    if (performance.now() - since >= patience + (fate === 'held' ? 0 : REACH)) return undefined;
    await wait(PAUSE);
  }
}

async function create(path: string, holder: string): Promise<boolean> {
  const file = await open(path, 'wx', 0o600).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return undefined;
    throw error;
  });
  if (!file) return false;
  try {
    await file.writeFile(holder);
    return true;
  } catch (error) {
    // A full disk: nobody else is to wait for a lock without a holder.
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}

function hold(path: string, holder: string): Lock {
  const isMine = () => renew(path, holder);
  const beat = setInterval(() => void isMine().catch(() => undefined), BEAT).unref();
  return {
    isMine,
    async release() {
      clearInterval(beat);
      const found = await readFile(path, 'utf8').catch(() => undefined);
      // Only one's own: it may have been taken over meanwhile.
      if (found === holder) await rm(path, { force: true });
    },
  };
}

/** Writes the same again, in place: the file system itself then dates it, by the clock that others judge it by. */
async function renew(path: string, holder: string): Promise<boolean> {
  const file = await open(path, 'r+').catch(() => undefined);
  if (!file) return false;
  try {
    if ((await file.readFile('utf8')) !== holder) return false;
    await file.write(holder, 0);
    return true;
  } finally {
    await file.close();
  }
}

/**
 * Removes an abandoned lock, if it still is: under a guard, so that of several windows that found it, none removes the
 * lock that another has taken in its place.
 */
async function removeAbandoned(path: string): Promise<void> {
  const guard = `${path}.removal`;
  if (!(await openGuard(guard))) return;
  try {
    if ((await fateOf(path)) === 'abandoned') await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function openGuard(guard: string): Promise<boolean> {
  if (await create(guard, '')) return true;
  if (await isLeftGuard(guard)) await rm(guard, { force: true });
  return false;
}
