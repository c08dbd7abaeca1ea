import { randomUUID } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Log } from '../domain/log.ts';
import { isoTime, type Clock } from '../domain/time.ts';
import { JournalFile, type JournalLine } from './journalFile.ts';
import { journalEntry, type Intent, type JournalEntry, type Outcome } from './schemas.ts';

type Wanted = Omit<Intent, 'version' | 'entry' | 'changeId' | 'at' | 'process'>;

/** What checking the journal's chain found. */
export interface Verification {
  readonly entries: number;
  /** What is not as it was written, in words; empty when the chain holds. */
  readonly problems: readonly string[];
}

/** The append-only record of every change asked for, and what came of it. */
export class Journal {
  readonly #file: JournalFile;
  readonly #clock: Clock;
  readonly #log: Log;
  #appending: Promise<void> = Promise.resolve();

  constructor(path: string, clock: Clock, log: Log) {
    this.#file = new JournalFile(path);
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
    for (const entry of await this.entries()) {
      if (entry.entry === 'intent') open.set(entry.changeId, entry);
      else open.delete(entry.changeId);
    }
    return [...open.values()];
  }

  /** Everything that can be read, the oldest first. */
  async entries(): Promise<JournalEntry[]> {
    const entries = (await this.#file.lines()).map(({ text }) => parse(text));
    const readable = entries.filter((entry) => entry !== undefined);
    const unreadable = entries.length - readable.length;
    if (unreadable > 0) this.#log.warn(`${unreadable} lines of the change journal cannot be read`);
    return readable;
  }

  /** Checks that no line was changed, added or removed since it was written. */
  async verify(): Promise<Verification> {
    const lines = await this.#file.lines();
    return { entries: lines.length, problems: lines.flatMap(problemOf) };
  }

  #append(entry: JournalEntry): Promise<void> {
    const appended = this.#appending.catch(() => undefined).then(() => this.#file.append(entry));
    this.#appending = appended;
    return appended;
  }
}

function parse(line: string): JournalEntry | undefined {
  try {
    return z.parse(journalEntry, JSON.parse(line));
  } catch {
    return undefined;
  }
}

function problemOf({ file, number, text, expected }: JournalLine): string[] {
  const entry = parse(text);
  if (!entry) return [l10n.t('{0}, line {1}: cannot be read', file, number)];
  if (entry.previous === expected) return [];
  return [l10n.t('{0}, line {1}: the line before it is not the one it was written after', file, number)];
}
