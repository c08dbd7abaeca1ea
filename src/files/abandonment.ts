import { open, rm } from 'node:fs/promises';
import { besideName } from './beside.ts';
import { isAlive, isNear, type Process } from './processes.ts';

/** A holder that has not renewed its lock for so long is gone, or this cannot be told. Milliseconds. */
const LONGEST_SILENCE = 120_000;
/** To write a name into a new lock, or to remove an old one, takes an instant; whoever takes longer has crashed. */
const LONGEST_INSTANT = 10_000;
/** After a sleep every holder of this computer renews its lock within a beat; so long they are watched. Milliseconds. */
const WATCH = 25_000;

interface Found {
  readonly text: string;
  readonly renewedAt: number;
}

/** What became of a lock that could not be created: given back meanwhile, left by a holder who is gone, or held. */
export async function fateOf(path: string): Promise<'free' | 'abandoned' | 'held'> {
  const found = await look(path);
  if (!found) return 'free';
  return (await isAbandoned(path, found)) ? 'abandoned' : 'held';
}

async function isAbandoned(path: string, found: Found): Promise<boolean> {
  const holder = readHolder(found.text);
  if (!holder) return isOlder(path, found, LONGEST_INSTANT);
  if (!isNear(holder)) return isOlder(path, found, LONGEST_SILENCE);
  if (!isAlive(holder.id)) return true;
  // Its id may have been given to another process. Or it has only just woken up, as we have.
  return (await isOlder(path, found, LONGEST_SILENCE)) && hasBeenWatched(path, found);
}

/** Whether what guards the removal of an abandoned lock was left by a crash. */
export async function isLeftGuard(path: string): Promise<boolean> {
  const found = await look(path);
  return found !== undefined && isOlder(path, found, LONGEST_INSTANT);
}

/** Read and dated through one handle: opening is what makes a file system of the network look again. */
async function look(path: string): Promise<Found | undefined> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) return undefined;
  try {
    const [text, { mtimeMs }] = [await file.readFile('utf8'), await file.stat()];
    return { text, renewedAt: mtimeMs };
  } finally {
    await file.close();
  }
}

/** Those of a version that told no host are judged by their age, like any stranger's. */
function readHolder(text: string): Process | undefined {
  const [id, , , host = '', boot = ''] = text.split(' ');
  return Number(id) > 0 ? { id: Number(id), host, boot } : undefined;
}

/** Also what is dated far ahead, because a clock was set back. */
async function isOlder(path: string, { renewedAt }: Found, limit: number): Promise<boolean> {
  if (Math.abs(Date.now() - renewedAt) <= limit) return false;
  return Math.abs((await fileSystemTime(path)) - renewedAt) > limit;
}

/** The clock of the file system, which may be that of another computer. */
async function fileSystemTime(path: string): Promise<number> {
  const probe = besideName(path);
  const file = await open(probe, 'wx', 0o600);
  try {
    await file.writeFile('.');
    return (await file.stat()).mtimeMs;
  } finally {
    await file.close();
    await rm(probe, { force: true });
  }
}

/** Silent locks of living processes, and since when, by a clock that nobody sets, each has been seen as it is. */
const watched = new Map<string, { readonly renewedAt: number; readonly since: number }>();

function hasBeenWatched(path: string, { renewedAt }: Found): boolean {
  const before = watched.get(path);
  if (before?.renewedAt === renewedAt) return performance.now() - before.since >= WATCH;
  watched.set(path, { renewedAt, since: performance.now() });
  return false;
}
