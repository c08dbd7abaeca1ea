import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { besideName } from './beside.ts';
import { isAlive } from './processes.ts';

/** A lock whose holder still lives is believed for this long. Milliseconds. */
const LONGEST_HOLD = 120_000;
/** Removing an abandoned lock takes an instant; a guard this old was left by a crash. Milliseconds. */
const LONGEST_REMOVAL = 10_000;
const PAUSE = 25;

/**
 * Takes a lock that holds across windows: a file that names its holder. One whose holder is gone is taken over.
 * @param patience how long to wait for it, milliseconds
 * @returns what gives the lock back; undefined when somebody else kept it
 */
export async function takeLock(path: string, patience: number): Promise<(() => Promise<void>) | undefined> {
  await mkdir(dirname(path), { recursive: true });
  const holder = `${process.pid} ${Date.now()} ${randomUUID()}`;
  const end = Date.now() + patience;
  for (;;) {
    if (await create(path, holder)) return () => release(path, holder);
    const found = await readFile(path, 'utf8').catch(() => undefined);
    if (found !== undefined && isAbandoned(found)) await removeAbandoned(path, found);
    else if (Date.now() >= end) return undefined;
    if (found !== undefined) await wait(PAUSE);
  }
}

/** Written beside and linked into place: the lock is never there without the name of its holder. */
async function create(path: string, holder: string): Promise<boolean> {
  const beside = besideName(path);
  await writeFile(beside, holder, { mode: 0o600 });
  try {
    await link(beside, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(beside, { force: true });
  }
}

/** Only one's own: it may have been taken over meanwhile. */
async function release(path: string, holder: string): Promise<void> {
  const found = await readFile(path, 'utf8').catch(() => undefined);
  if (found === holder) await rm(path, { force: true });
}

function isAbandoned(holder: string): boolean {
  const [processId = 0, since = 0] = holder.split(' ').map(Number);
  // Also when there is no time, or one that is far ahead because the clock was set back.
  const recent = Math.abs(Date.now() - since) <= LONGEST_HOLD;
  return !(processId > 0) || !recent || !isAlive(processId);
}

/**
 * Removes an abandoned lock, if it is still the same: under a guard, so that of several windows that found it, none
 * removes the lock that another has taken in its place.
 */
async function removeAbandoned(path: string, found: string): Promise<void> {
  const guard = `${path}.removal`;
  if (!(await openGuard(guard))) return;
  try {
    if ((await readFile(path, 'utf8').catch(() => undefined)) === found) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

async function openGuard(guard: string): Promise<boolean> {
  try {
    await (await open(guard, 'wx', 0o600)).close();
    return true;
  } catch {
    const age = await stat(guard).then(
      ({ mtimeMs }) => Date.now() - mtimeMs,
      () => 0,
    );
    if (age > LONGEST_REMOVAL) await rm(guard, { force: true });
    return false;
  }
}
