import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A lock whose holder still lives is believed for this long. Milliseconds. */
const LONGEST_HOLD = 120_000;
/** Between making a lock and naming its holder in it. Milliseconds. */
const LONGEST_BIRTH = 2_000;
const PAUSE = 25;

/**
 * Takes a lock that holds across windows: a file that names its holder. One whose holder is gone is taken over.
 * @param patience how long to wait for it, milliseconds
 * @returns what gives the lock back; undefined when somebody else kept it
 */
export async function takeLock(path: string, patience: number): Promise<(() => Promise<void>) | undefined> {
  await mkdir(dirname(path), { recursive: true });
  for (const end = Date.now() + patience; ;) {
    if (await create(path)) return () => rm(path, { force: true });
    if (await isAbandoned(path)) await removeAbandoned(path);
    else if (Date.now() >= end) return undefined;
    else await wait(PAUSE);
  }
}

async function create(path: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(`${process.pid} ${Date.now()}`);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** An empty file is one that its holder is about to fill; it did not live to do so when that takes long. */
async function isAbandoned(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const [holder = 0, since = 0] = text.split(' ').map(Number);
  if (!holder || !since) return (await ageOf(path)) > LONGEST_BIRTH;
  return Date.now() - since > LONGEST_HOLD || !isAlive(holder);
}

/** Milliseconds since a file was written; 0 when it is gone. */
async function ageOf(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  return found ? Date.now() - found.mtimeMs : 0;
}

/** Moved away first: of two windows that find the same abandoned lock, only one succeeds. */
async function removeAbandoned(path: string): Promise<void> {
  const aside = `${path}.${process.pid}.abandoned`;
  await rename(path, aside).then(
    () => rm(aside, { force: true }),
    () => undefined,
  );
}

/** Whether a process of this machine still runs. */
export function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
