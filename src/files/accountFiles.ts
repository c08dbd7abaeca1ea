import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Log } from '../domain/log.ts';
import { sweepBeside } from './beside.ts';
import * as schemas from './schemas.ts';
import { snapshotColumns, toColumns } from './snapshotColumns.ts';
import { StateFile } from './stateFile.ts';

/** The files of one account: its snapshot. */
export class AccountFiles {
  readonly #directory: string;
  readonly #snapshot: StateFile<schemas.Snapshot>;
  /** Set once another account stands in its place, or none: a late snapshot is not written. */
  #closed = false;

  constructor(storage: string, accountId: string, log: Log) {
    this.#directory = join(storage, 'accounts', fileName(accountId));
    const format = {
      version: 2,
      content: snapshotColumns,
      write: (snapshot: schemas.Snapshot) => toColumns(snapshot, accountId),
      earlier: { version: 1, content: schemas.snapshot },
    };
    this.#snapshot = new StateFile(join(this.#directory, 'snapshot.json'), format, log);
  }

  /** Removes what windows that are gone have left half-written. */
  async sweep(): Promise<void> {
    // Proofs once were kept here, also of words that nobody documented.
    await rm(join(this.#directory, 'proofs.json'), { force: true });
    await sweepBeside(this.#directory);
  }

  /** The lock of the window that reads the account for all, when nobody asked. */
  get readingLock(): string {
    return join(this.#directory, 'reading.lock');
  }

  readSnapshot(): Promise<schemas.Snapshot | undefined> {
    return this.#snapshot.read();
  }

  async writeSnapshot(snapshot: schemas.Snapshot): Promise<void> {
    if (!this.#closed) await this.#snapshot.write(snapshot);
  }

  /** The account has left, or is configured otherwise: no snapshot is written any more. */
  close(): void {
    this.#closed = true;
  }

  /** Deletes all of it, for an account that is removed. */
  async delete(): Promise<void> {
    this.close();
    await this.#snapshot.delete();
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** Ids are free text of any length, in any script and case; file names are not. */
function fileName(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}
