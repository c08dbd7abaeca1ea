import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import type { Log } from '../domain/log.ts';
import { isoTime, type Clock } from '../domain/time.ts';
import { journalEntry, type Intent, type JournalEntry, type Outcome } from './journalEntry.ts';
import { hashOf, JournalFile, readLines, type JournalLine } from './journalFile.ts';
import { JournalIndex, type Standing } from './journalIndex.ts';
import { ownProcess } from './processes.ts';

/** What is to be changed, by whom, and how far the cloud's clock is known to be ahead. */
export type IntentDetails = Omit<
  Intent,
  'version' | 'entry' | 'changeId' | 'at' | 'process' | 'host' | 'boot' | 'osUser' | 'previous'
>;

/** What checking the journal's chain found. */
export interface Verification {
  readonly entries: number;
  /** The SHA-256 of every line, the oldest first: reports are bound to the newest of their time. */
  readonly hashes: readonly string[];
  /** What is not as it was written, in words; empty when the chain holds. */
  readonly problems: readonly string[];
}

/** The append-only record of every change asked for, and what came of it. */
export class Journal {
  readonly #file: JournalFile;
  readonly #index: JournalIndex;
  readonly #clock: Clock;
  readonly #log: Log;
  #appending: Promise<void> = Promise.resolve();

  constructor(path: string, clock: Clock, log: Log) {
    this.#file = new JournalFile(path);
    this.#index = new JournalIndex(this.#file, (lines) => this.#parseAll(lines));
    this.#clock = clock;
    this.#log = log;
  }

  /** Records what is about to be asked for. Resolves when it is on the disk; rejects when it could not be. */
  async begin(details: IntentDetails): Promise<Intent> {
    const { id, host, boot } = ownProcess();
    const intent: Intent = {
      version: 1,
      entry: 'intent',
      changeId: randomUUID(),
      at: isoTime(this.#clock.now() + (details.skew ?? 0)),
      ...details,
      osUser: osUser(),
      process: id,
      host,
      boot,
    };
    await this.#append(intent);
    return intent;
  }

  /** Records what came of a change that was asked for here. */
  finish(intent: Intent, outcome: Outcome): Promise<void> {
    return this.#append(this.#outcomeOf(intent, outcome));
  }

  /** Records what was found out of a change later: nothing, when another window has done so before. */
  settle(intent: Intent, outcome: Outcome): Promise<void> {
    const isOpen = async () => !(await this.#index.read()).isClosed(intent.changeId);
    return this.#append(this.#outcomeOf(intent, outcome), isOpen);
  }

  /**
   * How the changes stand; files that have not changed since the last time are not read again.
   * @param mostAge milliseconds: so old may the answer be for changes of other windows, where many ask one after the other
   */
  standing(mostAge = 0): Promise<Standing> {
    return this.#index.read(mostAge);
  }

  /** Everything that can be read, the oldest first. */
  async entries(): Promise<JournalEntry[]> {
    return this.#parseAll((await this.#file.readEach(readLines)).flat());
  }

  /** Checks that no line was changed, added or removed since it was written. */
  async verify(): Promise<Verification> {
    const lines = await this.#file.lines();
    const hashes = lines.map(({ text }) => hashOf(text));
    return { entries: lines.length, hashes, problems: lines.flatMap(problemOf) };
  }

  #outcomeOf({ changeId, skew = 0 }: Intent, outcome: Outcome): JournalEntry {
    const at = isoTime(this.#clock.now() + skew);
    return { version: 1, entry: 'outcome', changeId, at, ...outcome };
  }

  #append(entry: JournalEntry, isNeeded?: () => Promise<boolean>): Promise<void> {
    const appended = this.#appending
      .catch(() => undefined)
      .then(() => this.#file.append(entry, isNeeded))
      .finally(() => {
        this.#index.expire();
      });
    this.#appending = appended;
    return appended;
  }

  #parseAll(lines: readonly string[]): JournalEntry[] {
    const entries = lines.flatMap((line) => parse(line) ?? []);
    const unreadable = lines.length - entries.length;
    if (unreadable > 0) this.#log.warn(`${unreadable} lines of the change journal cannot be read`);
    return entries;
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

/** Some systems have no name for the user, as in a container with a number for one. */
function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    return '';
  }
}
