import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { syncDirectory } from './durable.ts';
import { takeLock } from './lock.ts';

/** A file that has grown this large is put aside, and a new one begun. Bytes. */
const LARGEST = 1024 * 1024;
/** How long to wait for another window to finish its line. Milliseconds. */
const PATIENCE = 10_000;
/** What stands before the first line there ever was. */
const BEGINNING = '0'.repeat(64);

/** The name of a file that was put aside: `journal-1.jsonl`, then `journal-2.jsonl`. */
const ASIDE = /^(.+)-(\d+)\.jsonl$/;

/** A line of the journal with what is needed to check its place in the chain. */
export interface JournalLine {
  readonly file: string;
  /** From 1. */
  readonly number: number;
  readonly text: string;
  /** What `previous` of this line has to be: the SHA-256 of the line before it. */
  readonly expected: string;
}

/**
 * Lines that are only ever appended, each on the disk before the promise resolves, each carrying the SHA-256 of the
 * line before: who changes or removes one breaks the chain behind it. Windows take turns by a lock file.
 */
export class JournalFile {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Appends a record. Rejects when it could not be written, or another window did not give way.
   * @param isNeeded asked once no other window can append any more
   */
  async append(record: object, isNeeded?: () => Promise<boolean>): Promise<void> {
    await mkdir(dirname(this.#path), { recursive: true });
    const lock = await takeLock(`${this.#path}.lock`, PATIENCE);
    if (!lock) throw new Error(`${this.#path} is locked by another window`);
    try {
      if (isNeeded && !(await isNeeded())) return;
      const before = await this.#newestText();
      const last = linesOf(before.text).at(-1);
      const line = JSON.stringify({ ...record, previous: last === undefined ? BEGINNING : hashOf(last) });
      if (before.path === this.#path && before.text.length > LARGEST) await this.#putAside();
      // A crash can leave half a line: it stays, as a line of its own.
      const gap = before.path === this.#path && before.text !== '' && !before.text.endsWith('\n') ? '\n' : '';
      await appendDurably(this.#path, `${gap}${line}\n`);
    } finally {
      await lock.release();
    }
  }

  /** All lines, the oldest first, of this file and of those put aside before. */
  async lines(): Promise<JournalLine[]> {
    const lines: JournalLine[] = [];
    let expected = BEGINNING;
    const files = await this.readEach(async (path) => ({ path, texts: await readLines(path) }));
    for (const { path, texts } of files) {
      for (const [index, text] of texts.entries()) {
        lines.push({ file: basename(path), number: index + 1, text, expected });
        expected = hashOf(text);
      }
    }
    return lines;
  }

  /** Reads something of each file, the oldest first; all of them again when one was put aside meanwhile: none is missed. */
  async readEach<T>(read: (path: string) => Promise<T>): Promise<T[]> {
    for (;;) {
      const paths = await this.#paths();
      const found: T[] = [];
      for (const path of paths) found.push(await read(path));
      if ((await this.#paths()).length === paths.length) return found;
    }
  }

  /** The file that holds the newest line. */
  async #newestText(): Promise<{ path: string; text: string }> {
    for (const path of (await this.#paths()).reverse()) {
      const text = await readOrEmpty(path);
      if (text !== '') return { path, text };
    }
    return { path: this.#path, text: '' };
  }

  /** Those put aside, by their number, then the current one. */
  async #paths(): Promise<string[]> {
    const numbers = await this.#numbersAside();
    return [...numbers.map((number) => this.#aside(number)), this.#path];
  }

  /** Counted rather than dated: a clock that is set back must not change the order. */
  async #putAside(): Promise<void> {
    const newest = (await this.#numbersAside()).at(-1) ?? 0;
    await rename(this.#path, this.#aside(newest + 1));
  }

  async #numbersAside(): Promise<number[]> {
    const names = await readdir(dirname(this.#path)).catch(() => []);
    const numbers = names.flatMap((name) => {
      const [, stem, number] = ASIDE.exec(name) ?? [];
      return stem === basename(this.#path, '.jsonl') ? [Number(number)] : [];
    });
    return numbers.sort((one, other) => one - other);
  }

  #aside(number: number): string {
    return this.#path.replace(/\.jsonl$/, `-${number}.jsonl`);
  }
}

/** The lines of one file; none when it is not there. */
export async function readLines(path: string): Promise<string[]> {
  return linesOf(await readOrEmpty(path));
}

function linesOf(text: string): string[] {
  return text.split('\n').filter(Boolean);
}

/** What the line after this one carries. */
export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

async function readOrEmpty(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

async function appendDurably(path: string, text: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  try {
    const { size } = await file.stat();
    await file.writeFile(text);
    await file.sync();
    // A new file, perhaps in the place of one that was put aside: both names are to stay.
    if (size === 0) await syncDirectory(dirname(path));
  } finally {
    await file.close();
  }
}
