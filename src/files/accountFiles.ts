import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Evidence } from '../domain/encryption.ts';
import type { Log } from '../domain/log.ts';
import { sweepBeside } from './beside.ts';
import { takeLock } from './lock.ts';
import * as schemas from './schemas.ts';
import { StateFile } from './stateFile.ts';

/** How long to wait for another window that writes proofs, milliseconds; they are merged, so none is lost for long. */
const PATIENCE = 2_000;

/** The files of one account: its snapshot, and its proofs that a one-way switch is on. */
export class AccountFiles {
  readonly #directory: string;
  readonly #snapshot: StateFile<schemas.Snapshot>;
  readonly #proofFile: StateFile<Record<string, Evidence>>;
  #proofs: Record<string, Evidence> = {};
  #unsaved = false;
  /** Set once another account stands in its place, or none: a late snapshot is not written. */
  #closed = false;

  constructor(storage: string, accountId: string, log: Log) {
    this.#directory = join(storage, 'accounts', fileName(accountId));
    this.#snapshot = new StateFile(join(this.#directory, 'snapshot.json'), 1, schemas.snapshot, log);
    this.#proofFile = new StateFile(join(this.#directory, 'proofs.json'), 1, schemas.proofs, log);
  }

  /** Removes what windows that are gone have left half-written. */
  sweep(): Promise<void> {
    return sweepBeside(this.#directory);
  }

  readSnapshot(): Promise<schemas.Snapshot | undefined> {
    return this.#snapshot.read();
  }

  async writeSnapshot(snapshot: schemas.Snapshot): Promise<void> {
    if (!this.#closed) await this.#snapshot.write(snapshot);
  }

  /** Reads the proofs anew, since another window may have added some. */
  async loadProofs(): Promise<void> {
    this.#proofs = { ...(await this.#proofFile.read()), ...this.#proofs };
  }

  /** @param owner the cloud's own account id: the same instance id under other credentials proves nothing */
  proof(owner: string, instanceId: string): Evidence | undefined {
    return this.#proofs[`${owner}/${instanceId}`];
  }

  addProof(owner: string, instanceId: string, evidence: Evidence): void {
    this.#proofs[`${owner}/${instanceId}`] = evidence;
    this.#unsaved = true;
  }

  /** Writes new proofs to the disk; what other windows have written meanwhile is kept as well. */
  async saveProofs(): Promise<void> {
    if (!this.#unsaved) return;
    const lock = await takeLock(join(this.#directory, 'proofs.lock'), PATIENCE);
    try {
      await this.loadProofs();
      await this.#proofFile.write(this.#proofs);
      this.#unsaved = false;
    } finally {
      await lock?.release();
    }
  }

  /** The account has left, or is configured otherwise: no snapshot is written any more. */
  close(): void {
    this.#closed = true;
  }

  /** Deletes all of it, for an account that is removed. */
  async delete(): Promise<void> {
    this.close();
    await Promise.all([this.#snapshot.delete(), this.#proofFile.delete()]);
    await rm(this.#directory, { recursive: true, force: true });
  }
}

/** Ids are free text of any length, in any script and case; file names are not. */
function fileName(id: string): string {
  return createHash('sha256').update(id).digest('hex').slice(0, 32);
}
