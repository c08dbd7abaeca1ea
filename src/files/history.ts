import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { databaseOf, homeRegion, type DatabasePlace } from '../domain/instance.ts';
import type { Log } from '../domain/log.ts';
import type { StateChange } from '../domain/stateChange.ts';
import { isoTime, type Clock } from '../domain/time.ts';
import { keptLines, LARGEST, sizeOf } from './historyBounds.ts';
import { parseLine, type HistoryEntry, type HistoryLine } from './historyEntry.ts';
import { HistoryFile } from './historyFile.ts';
import { entryFrom, isOvertaken, type Note } from './historyNotes.ts';

const DAY = 24 * 60 * 60 * 1000;
/** So many lines are read in one go. */
const FEW = 200;

/** Who made a change, and by which entry of the journal where it was us. */
export type Explain = (
  entry: HistoryEntry,
  before: StateChange | undefined,
) => Pick<HistoryEntry, 'by' | 'changeId'>;

/**
 * The record of every state that became another one: one file for all accounts of a storage directory. What is noted
 * waits for `save`; what could not be saved is noted again when it is read again.
 */
export class History {
  readonly #file: HistoryFile;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #newest = new Map<string, StateChange>();
  /** When the first entry of an account and of each of its regions was written. */
  readonly #since = new Map<string, string>();
  #notes: Note[] = [];
  /** The databases that there are notes of. */
  readonly #noted = new Set<string>();
  #saving: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #reading: Promise<unknown> = Promise.resolve();
  /** When the file is written anew, to keep it small. */
  #tidying = { at: 0, size: LARGEST };

  constructor(storage: string, clock: Clock, log: Log) {
    this.#file = new HistoryFile(join(storage, 'history.jsonl'));
    this.#clock = clock;
    this.#log = log;
  }

  /** Reads what other windows have written since the last time. A file that cannot be read stops nothing. */
  async load(): Promise<void> {
    try {
      const isClean = await this.#readOn();
      if (!isClean) await this.#file.inTurn(() => this.#tidy());
    } catch (error) {
      this.#log.error(`the history cannot be read: ${String(error)}`);
    }
  }

  /** The newest change of a database, as of the last look. */
  newest(place: DatabasePlace): StateChange | undefined {
    return this.#newest.get(databaseOf(place));
  }

  /** Whether something was noted that may be news. */
  get hasNotes(): boolean {
    return this.#notes.length > 0;
  }

  /** Takes note of what was seen of a database; what is known already is none. */
  note(note: Note): void {
    const key = databaseOf(note);
    const before = this.#newest.get(key);
    if (before && !this.#noted.has(key) && !entryFrom(note, before)) return;
    this.#noted.add(key);
    this.#notes.push(note);
  }

  /** Writes what is new to the disk, once, whichever windows have seen it. @returns what this window has written */
  async save(explain: Explain): Promise<readonly HistoryEntry[]> {
    if (this.#isClosed) return [];
    const saved = this.#saving.catch(() => undefined).then(() => this.#save(explain));
    this.#saving = saved;
    return saved;
  }

  /** What is being saved still is, and nothing more after it: the storage may be taken away. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#saving.catch(() => undefined);
  }

  /** All that can be read, the oldest first. */
  async entries(): Promise<HistoryEntry[]> {
    await this.load();
    return (await this.#file.readAll()).flatMap((text) => parseLine(text)?.entry ?? []);
  }

  async #save(explain: Explain): Promise<readonly HistoryEntry[]> {
    const notes = this.#notes;
    this.#notes = [];
    this.#noted.clear();
    if (notes.length === 0) return [];
    const written = await this.#file.inTurn(async () => {
      await this.#readOn();
      const entries = this.#entriesFrom(notes, explain);
      if (entries.length > 0) await this.#file.append(entries.map((entry) => JSON.stringify(entry)));
      await this.#readOn();
      if (await this.#isTidyingDue()) await this.#tidy();
      return entries;
    });
    if (!written) this.#log.warn('the history is being written by another window; what is new waits');
    return written ?? [];
  }

  #entriesFrom(notes: readonly Note[], explain: Explain): HistoryEntry[] {
    const entries: HistoryEntry[] = [];
    const newest = new Map<string, HistoryEntry>();
    for (const note of notes) {
      const key = databaseOf(note);
      const before = newest.get(key) ?? this.#newest.get(key);
      if (before && isOvertaken(note, before, isoTime(this.#clock.now()))) continue;
      const entry = entryFrom(note, before, this.#since.get(ownerOf(note)), this.#since.get(regionOf(note)));
      if (!entry) continue;
      const explained = { ...entry, ...explain(entry, before) };
      newest.set(key, explained);
      entries.push(explained);
    }
    return entries;
  }

  /** One after the other: whoever comes later goes on where the one before ended. @returns whether all could be read */
  #readOn(): Promise<boolean> {
    const read = this.#reading.then(() => this.#readMore());
    this.#reading = read.catch(() => undefined);
    return read;
  }

  async #readMore(): Promise<boolean> {
    const { lines, startsOver } = await this.#file.readOn();
    if (startsOver) {
      this.#newest.clear();
      this.#since.clear();
    }
    let isClean = true;
    for (const [at, text] of lines.entries()) {
      // Rows are shown meanwhile.
      if (at % FEW === FEW - 1) await setImmediate();
      const line = parseLine(text);
      if (line?.entry) this.#take(line.entry);
      isClean &&= line !== undefined;
    }
    return isClean;
  }

  #take(entry: HistoryEntry): void {
    const { at, from, to, by, isNew, keyId, keyTrouble } = entry;
    this.#newest.set(databaseOf(entry), { at, from, to, by, isNew, keyId, keyTrouble });
    for (const key of [ownerOf(entry), regionOf(entry)]) {
      if (at < (this.#since.get(key) ?? '9')) this.#since.set(key, at);
    }
  }

  /** Once a day, and when the file has grown too large. */
  async #isTidyingDue(): Promise<boolean> {
    const { at, size } = this.#tidying;
    return Math.abs(this.#clock.now() - at) > DAY || (await this.#file.size()) > size;
  }

  /** In turn: drops what is too old or too much, and sets aside what cannot be read. */
  async #tidy(): Promise<void> {
    const texts = await this.#file.readAll();
    const parsed = texts.map((text) => parseLine(text));
    const lines = parsed.filter((line): line is HistoryLine => line !== undefined);
    const unreadable = texts.filter((_, index) => !parsed[index]);
    const now = this.#clock.now();
    const kept = keptLines(lines, now);
    this.#tidying = { at: now, size: Math.max(LARGEST, sizeOf(kept) * 1.25) };
    if (unreadable.length > 0) {
      const aside = await this.#file.setAside(unreadable);
      this.#log.warn(`${unreadable.length} lines of the history cannot be read; they are kept as ${aside}`);
    }
    if (kept.length === texts.length) return;
    await this.#file.replace(kept.map(({ text }) => text));
    await this.#readOn();
  }
}

function ownerOf({ provider, owner }: DatabasePlace): string {
  return `${provider}/${owner}`;
}

function regionOf(place: DatabasePlace): string {
  return `${ownerOf(place)}/${homeRegion(place.region)}`;
}
