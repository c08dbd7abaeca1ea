import { randomUUID } from 'node:crypto';
import { mkdir, open, readFile, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { Log } from '../domain/log.ts';
import { isoTime, type Clock } from '../domain/time.ts';
import { journalEntry, type Intent, type JournalEntry, type Outcome } from './schemas.ts';

type Wanted = Omit<Intent, 'version' | 'entry' | 'changeId' | 'at' | 'process'>;

/**
 * The append-only record of every change asked for, and what came of it: JSON Lines, on the disk before the
 * request leaves.
 */
export class Journal {
  readonly #path: string;
  readonly #clock: Clock;
  readonly #log: Log;
  #appending: Promise<void> = Promise.resolve();

  constructor(path: string, clock: Clock, log: Log) {
    this.#path = path;
    this.#clock = clock;
    this.#log = log;
  }

  /** Records what is about to be asked for. Resolves when it is on the disk; rejects when it could not be. */
  async begin(wanted: Wanted): Promise<Intent> {
    const at = isoTime(this.#clock.now());
    const intent: Intent = {
      version: 1,
      entry: 'intent',
      changeId: randomUUID(),
      at,
      ...wanted,
      process: process.pid,
    };
    await this.#append(intent);
    return intent;
  }

  finish({ changeId }: Intent, outcome: Outcome): Promise<void> {
    return this.#append({
      version: 1,
      entry: 'outcome',
      changeId,
      at: isoTime(this.#clock.now()),
      ...outcome,
    });
  }

  /** The intents without an outcome: after a crash, or when a reply was lost. */
  async openIntents(): Promise<Intent[]> {
    const open = new Map<string, Intent>();
    for (const entry of await this.#read()) {
      if (entry.entry === 'intent') open.set(entry.changeId, entry);
      else open.delete(entry.changeId);
    }
    return [...open.values()];
  }

  #append(entry: JournalEntry): Promise<void> {
    const line = `${JSON.stringify(entry)}\n`;
    const appended = this.#appending.catch(() => undefined).then(() => appendDurably(this.#path, line));
    this.#appending = appended;
    return appended;
  }

  async #read(): Promise<JournalEntry[]> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
      return [];
    }
    return text
      .split('\n')
      .filter(Boolean)
      .flatMap((line) => this.#parse(line));
  }

  /** A crash can leave half a line: it is passed over and stays in the file. */
  #parse(line: string): JournalEntry[] {
    try {
      return [z.parse(journalEntry, JSON.parse(line))];
    } catch {
      this.#log.warn('a line of the change journal cannot be read and is passed over');
      return [];
    }
  }
}

async function appendDurably(path: string, line: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const file = await open(path, 'a+', 0o600);
  try {
    await file.writeFile((await isTorn(file)) ? `\n${line}` : line);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether the last line ends half-way, after a crash: what is appended must not become a part of it. */
async function isTorn(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return false;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer.toString() !== '\n';
}
