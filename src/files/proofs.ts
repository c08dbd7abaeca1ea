import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod/mini';
import type { Log } from '../domain/log.ts';
import { takeLock } from './lock.ts';
import { evidence } from './schemas.ts';
import { StateFile } from './stateFile.ts';

/** How long to wait for another window that writes proofs, milliseconds; they are merged, so none is lost for long. */
const PATIENCE = 2_000;

/**
 * Version 1 was one file for each configured account, with proofs of words that nobody documented: it is not read any
 * more. Accepted changes are in the journal.
 */
const VERSION = 2;

const proof = z.object({
  /** What said last that the one-way switch is on; unset once it was forgotten. */
  evidence: z.optional(evidence),
  /** When the newest backup showed it, by this computer's clock, ISO 8601 UTC; unset while it has to be looked at again. */
  confirmedAt: z.optional(z.string()),
  /** What the instance was like then. */
  kind: z.optional(z.string()),
  /** A person asked to forget what was known by then, by the cloud's clock, ISO 8601 UTC. */
  forgottenAt: z.optional(z.string()),
});
export const proofs = z.record(z.string(), proof);
export type Proof = z.infer<typeof proof>;

/** Whose proof it is: the same id elsewhere, or in another account of the cloud, proves nothing. */
export interface ProofPlace {
  readonly provider: string;
  /** The cloud's own account id. */
  readonly owner: string;
  readonly region: string;
  readonly instanceId: string;
}

/** What is remembered of one-way switches that are on: one file for all accounts of a storage directory. */
export class Proofs {
  readonly #path: string;
  readonly #file: StateFile<Record<string, Proof>>;
  #known = new Map<string, Proof>();
  readonly #unsaved = new Map<string, Proof>();
  #loading: Promise<void> = Promise.resolve();
  /** Changes whenever the file does. */
  #mark = '';

  constructor(storage: string, log: Log) {
    this.#path = join(storage, 'proofs.json');
    this.#file = new StateFile(this.#path, { version: VERSION, content: proofs }, log);
  }

  /** Reads the file anew when another window has written it. */
  load(): Promise<void> {
    const load = this.#loading.then(() => this.#load());
    this.#loading = load.catch(() => undefined);
    return load;
  }

  async #load(): Promise<void> {
    const mark = await this.#markNow();
    if (mark === this.#mark) return;
    this.#known = new Map([...Object.entries((await this.#file.read()) ?? {}), ...this.#unsaved]);
    this.#mark = mark;
  }

  find(place: ProofPlace): Proof | undefined {
    return this.#known.get(keyOf(place));
  }

  keep(place: ProofPlace, kept: Proof): void {
    this.#known.set(keyOf(place), kept);
    this.#unsaved.set(keyOf(place), kept);
  }

  /** Writes what is new to the disk; what other windows have written meanwhile is kept as well. */
  async save(): Promise<void> {
    if (this.#unsaved.size === 0) return;
    const lock = await takeLock(`${this.#path}.lock`, PATIENCE);
    try {
      await this.load();
      const saved = new Map(this.#unsaved);
      await this.#file.write(Object.fromEntries(this.#known));
      for (const [key, kept] of saved) if (this.#unsaved.get(key) === kept) this.#unsaved.delete(key);
      this.#mark = await this.#markNow();
    } finally {
      await lock?.release();
    }
  }

  async #markNow(): Promise<string> {
    const found = await stat(this.#path).catch(() => undefined);
    return found ? `${found.ino} ${found.size} ${found.mtimeMs}` : '';
  }
}

function keyOf({ provider, owner, region, instanceId }: ProofPlace): string {
  return [provider, owner, region, instanceId].join('/');
}
