import { stat } from 'node:fs/promises';
import type { Intent, JournalEntry } from './journalEntry.ts';
import { readLines, type JournalFile } from './journalFile.ts';

type OutcomeEntry = Extract<JournalEntry, { entry: 'outcome' }>;

/** A change that went through, and what was said of it then. */
export interface DoneChange {
  readonly intent: Intent;
  readonly outcome: OutcomeEntry;
}

/** How the changes of a journal stand. */
export interface Standing {
  /** Without an outcome: after a crash, or when a reply was lost. */
  readonly open: ReadonlyMap<string, Intent>;
  readonly isClosed: (changeId: string) => boolean;
  /** The newest change that went through, of each instance. */
  readonly done: ReadonlyMap<string, DoneChange>;
}

/** What one file says: intents, and outcomes by the change. */
interface FileContent {
  /** Changes whenever the file does: it is only ever appended to, or another takes its name. */
  readonly mark: string;
  readonly intents: readonly Intent[];
  readonly outcomes: ReadonlyMap<string, OutcomeEntry>;
}

/** Keeps what the files of a journal hold: one that has not changed is not read again. */
export class JournalIndex {
  readonly #file: JournalFile;
  readonly #parse: (lines: readonly string[]) => readonly JournalEntry[];
  readonly #known = new Map<string, FileContent>();
  #last: { readonly at: number; readonly standing: Promise<Standing> } | undefined;
  #standing: { readonly marks: string; readonly standing: Standing } | undefined;

  constructor(file: JournalFile, parse: (lines: readonly string[]) => readonly JournalEntry[]) {
    this.#file = file;
    this.#parse = parse;
  }

  /** @param mostAge so old may the answer be, milliseconds */
  read(mostAge = 0): Promise<Standing> {
    const now = performance.now();
    if (this.#last && now - this.#last.at < mostAge) return this.#last.standing;
    const standing = this.#read();
    this.#last = { at: now, standing };
    return standing;
  }

  /** Something was appended from here: an earlier answer is not good enough for anybody. */
  expire(): void {
    this.#last = undefined;
  }

  async #read(): Promise<Standing> {
    const files = await this.#file.readEach((path) => this.#readFile(path));
    const marks = files.map(({ mark }) => mark).join('\n');
    if (this.#standing?.marks !== marks) this.#standing = { marks, standing: standingOf(files) };
    return this.#standing.standing;
  }

  async #readFile(path: string): Promise<FileContent> {
    // Looked at first: what is appended while it is read is read again the next time.
    const mark = await markOf(path);
    const known = this.#known.get(path);
    if (known?.mark === mark) return known;
    const entries = this.#parse(await readLines(path));
    const outcomes = entries.filter((entry) => entry.entry === 'outcome');
    const content = {
      mark,
      intents: entries.filter((entry) => entry.entry === 'intent'),
      outcomes: new Map(outcomes.map((outcome) => [outcome.changeId, outcome])),
    };
    this.#known.set(path, content);
    return content;
  }
}

async function markOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
}

const WENT_THROUGH: ReadonlySet<string> = new Set(['accepted', 'already-enabled', 'confirmed']);

function standingOf(files: readonly FileContent[]): Standing {
  const outcomes = new Map(files.flatMap((file) => [...file.outcomes]));
  const open = new Map<string, Intent>();
  const done = new Map<string, DoneChange>();
  for (const intent of files.flatMap(({ intents }) => intents)) {
    const outcome = outcomes.get(intent.changeId);
    if (!outcome) open.set(intent.changeId, intent);
    else if (WENT_THROUGH.has(outcome.result)) done.set(instanceKey(intent), { intent, outcome });
  }
  return { open, isClosed: (changeId) => outcomes.has(changeId), done };
}

/** By what a change is found again: the same instance in any account. */
export function instanceKey(change: Pick<Intent, 'provider' | 'region' | 'instanceId'>): string {
  return `${change.provider}/${change.region}/${change.instanceId}`;
}
