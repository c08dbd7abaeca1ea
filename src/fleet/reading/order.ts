import type { InstanceRef } from '../../domain/instance.ts';

/** Which reading of an instance is the newest: an old answer that arrives after a newer one is dropped. */
export class ReadingOrder {
  #latest = 0;
  readonly #applied = new Map<string, number>();

  next(): number {
    this.#latest += 1;
    return this.#latest;
  }

  /** True when nothing newer has been applied; from then on older ones are refused. */
  claim({ accountId, instanceId }: InstanceRef, ticket: number): boolean {
    const key = `${accountId}/${instanceId}`;
    if ((this.#applied.get(key) ?? 0) > ticket) return false;
    this.#applied.set(key, ticket);
    return true;
  }
}
