import { mkdir, open, readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { syncDirectory } from './durable.ts';
import { takeLock } from './lock.ts';
import { writeAtomically } from './stateFile.ts';

/** How long to wait for another window that writes. Milliseconds. */
const PATIENCE = 2_000;

/** What was added to a file since it was read last. */
export interface Addition {
  readonly lines: readonly string[];
  /** Whether it is another file than before, so that these are all its lines. */
  readonly startsOver: boolean;
}

/** Lines of text, only ever appended or written anew as a whole; windows take turns by a lock file. */
export class HistoryFile {
  readonly path: string;
  #inode = 0;
  /** How much of the file was read, up to the end of a line. Bytes. */
  #read = 0;

  constructor(path: string) {
    this.path = path;
  }

  /** Reads what was added since the last time; half a line, which is being written, is left for the next. */
  async readOn(): Promise<Addition> {
    const found = await stat(this.path).catch(ifThere);
    const startsOver = found?.ino !== this.#inode || found.size < this.#read;
    if (startsOver) this.#read = 0;
    this.#inode = found?.ino ?? 0;
    if (!found || found.size === this.#read) return { lines: [], startsOver };
    const added = await readFrom(this.path, this.#read);
    const end = added.lastIndexOf(0x0a) + 1;
    this.#read += end;
    return { lines: linesOf(added.subarray(0, end).toString('utf8')), startsOver };
  }

  /** All lines as they are now. */
  async readAll(): Promise<readonly string[]> {
    return linesOf((await readFile(this.path, 'utf8').catch(ifThere)) ?? '');
  }

  async size(): Promise<number> {
    return (await stat(this.path).catch(ifThere))?.size ?? 0;
  }

  /** @returns undefined, and nothing was done, when another window did not give way */
  async inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
    await mkdir(dirname(this.path), { recursive: true });
    const lock = await takeLock(`${this.path}.lock`, PATIENCE);
    if (!lock) return undefined;
    try {
      return await work();
    } finally {
      await lock.release();
    }
  }

  /** To be called in turn. A crash can leave half a line: it stays, as a line of its own. */
  async append(lines: readonly string[]): Promise<void> {
    const file = await open(this.path, 'a+', 0o600);
    try {
      const { size } = await file.stat();
      const last = size === 0 ? undefined : (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer[0];
      await file.writeFile(`${last === undefined || last === 0x0a ? '' : '\n'}${lines.join('\n')}\n`);
      await file.sync();
      if (size === 0) await syncDirectory(dirname(this.path));
    } finally {
      await file.close();
    }
  }

  /** To be called in turn. Readers see the old file or the new one. */
  async replace(lines: readonly string[]): Promise<void> {
    await writeAtomically(this.path, lines.map((line) => `${line}\n`).join(''));
  }

  /** To be called in turn. Keeps lines that cannot be read in a file of their own. @returns its name */
  async setAside(lines: readonly string[]): Promise<string> {
    const aside = `${this.path}.unreadable-${Date.now()}`;
    await writeAtomically(aside, lines.map((line) => `${line}\n`).join(''));
    return basename(aside);
  }
}

async function readFrom(path: string, start: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const buffer = Buffer.alloc(Math.max(0, size - start));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, start);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(Boolean);
}

function ifThere(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}
