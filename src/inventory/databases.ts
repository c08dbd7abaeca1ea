import type { InstanceRecord, InstanceRef } from '../domain/instance.ts';
import { newTally, recount, standing, type Posture } from '../domain/posture.ts';

/** Accounts that see a database, each with its record of it. */
type Sightings = Map<string, InstanceRecord>;

/**
 * The databases behind the instances. One that several accounts see is one database: it is counted once, by the record
 * that tells most, and each account's record can be asked which others there are.
 */
export class Databases {
  readonly #precedence: (accountId: string) => number;
  readonly #sightings = new Map<string, Sightings>();
  readonly #counts = newTally();

  /** @param precedence of an account among those that see the same: the lowest goes first */
  constructor(precedence: (accountId: string) => number) {
    this.#precedence = precedence;
  }

  /** The states of all databases, counted. */
  get counts(): Posture {
    return this.#counts;
  }

  /** @returns the accounts whose record begins or ceases to stand for the database; empty when it stays the same one */
  put(key: string, record: InstanceRecord): readonly string[] {
    return this.#change(key, (sightings) => sightings.set(record.instance.accountId, record));
  }

  /** @returns as `put` */
  drop(key: string, accountId: string): readonly string[] {
    return this.#change(key, (sightings) => sightings.delete(accountId));
  }

  /** Whether this account's record is the one that stands for the database. */
  isCounted(key: string, accountId: string): boolean {
    return this.#counted(this.#sightings.get(key))?.instance.accountId === accountId;
  }

  /** The records that other accounts have of the same database. */
  others(key: string, accountId: string): readonly InstanceRef[] {
    return [...(this.#sightings.get(key)?.values() ?? [])]
      .filter(({ instance }) => instance.accountId !== accountId)
      .map(({ instance }) => ({ accountId: instance.accountId, instanceId: instance.id }));
  }

  #change(key: string, change: (sightings: Sightings) => void): readonly string[] {
    const sightings = this.#sightings.get(key) ?? new Map<string, InstanceRecord>();
    const before = this.#counted(sightings);
    change(sightings);
    if (sightings.size > 0) this.#sightings.set(key, sightings);
    else this.#sightings.delete(key);
    const after = this.#counted(sightings);
    recount(this.#counts, before && standing(before.encryption), after && standing(after.encryption));
    const [earlier, now] = [before?.instance.accountId, after?.instance.accountId];
    return earlier === now ? [] : [earlier, now].filter((id) => id !== undefined);
  }

  #counted(sightings: Sightings | undefined): InstanceRecord | undefined {
    let best: InstanceRecord | undefined;
    for (const record of sightings?.values() ?? []) {
      if (!best || this.#goesBefore(record, best)) best = record;
    }
    return best;
  }

  /** What is known now goes before what is old, and that before what is not known: no failure hides another's answer. */
  #goesBefore(one: InstanceRecord, other: InstanceRecord): boolean {
    const lead = knowledge(one) - knowledge(other);
    if (lead !== 0) return lead > 0;
    return this.#precedence(one.instance.accountId) < this.#precedence(other.instance.accountId);
  }
}

function knowledge({ encryption }: InstanceRecord): number {
  if (encryption.state === 'unknown') return 0;
  return encryption.stale ? 1 : 2;
}
