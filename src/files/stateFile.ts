import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod/mini';
import type { Log } from '../domain/log.ts';
import { besideName } from './beside.ts';
import { syncDirectory } from './durable.ts';

/** How a file's content is written, and read again. */
export interface Format<Content> {
  readonly version: number;
  readonly content: z.core.$ZodType<Content>;
  /** How it is written, where not as it is. */
  readonly write?: (content: Content) => unknown;
  /** The version before, which is read too. */
  readonly earlier?: Format<Content>;
}

/**
 * A JSON file of ours: written whole and atomically, read through its schema. One that cannot be read, or is of a
 * newer version, is set aside under another name, so that it never blocks the start and is never lost.
 */
export class StateFile<Content> {
  readonly #path: string;
  readonly #format: Format<Content>;
  readonly #log: Log;
  #writing: Promise<void> = Promise.resolve();
  /** The write that has not begun; it takes whatever is newest then. */
  #waiting: Promise<void> | undefined;
  #newest: Content | undefined;

  constructor(path: string, format: Format<Content>, log: Log) {
    this.#path = path;
    this.#format = format;
    this.#log = log;
  }

  /** @returns undefined when there is no file, or none that can be read */
  async read(): Promise<Content | undefined> {
    let text: string;
    try {
      text = await readFile(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT')
        this.#log.warn(`${this.#path}: ${String(error)}`);
      return undefined;
    }
    try {
      return parse(this.#format, JSON.parse(text));
    } catch {
      await this.#setAside();
      return undefined;
    }
  }

  /** Writes one after the other. One that waits takes the newest content: many in a row are few, and the last one stays. */
  write(content: Content): Promise<void> {
    this.#newest = content;
    this.#waiting ??= this.#writing.then(() => {
      this.#waiting = undefined;
      const { version, write = (content) => content } = this.#format;
      const text = JSON.stringify({ version, content: this.#newest && write(this.#newest) });
      const written = writeAtomically(this.#path, text);
      this.#writing = written.then(ignore, ignore);
      return written;
    });
    return this.#waiting;
  }

  async delete(): Promise<void> {
    await this.#waiting?.catch(ignore);
    await this.#writing;
    await rm(this.#path, { force: true });
  }

  async #setAside(): Promise<void> {
    const aside = `${this.#path}.unreadable-${Date.now()}`;
    this.#log.warn(`${this.#path} cannot be read; it is kept as ${aside}`);
    await rename(this.#path, aside).catch(() => undefined);
  }
}

/** @throws for what has no known version, or does not fit it */
function parse<Content>({ version, content, earlier }: Format<Content>, written: unknown): Content {
  const isEarlier = z.safeParse(
    z.object({ version: z.literal(earlier?.version ?? version) }),
    written,
  ).success;
  if (earlier && isEarlier) return parse(earlier, written);
  return z.parse(z.object({ version: z.literal(version), content }), written).content;
}

/** Written beside the target and moved over it: readers see the old file or the new one, never a part. */
export async function writeAtomically(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const beside = besideName(path);
  const file = await open(beside, 'w', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(beside, path);
  await syncDirectory(dirname(path));
}

/** Whoever asked for a write is told of its failure. */
function ignore(): void {
  // Nobody else needs to know.
}
