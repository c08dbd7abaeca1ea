import type { InstanceRecord, InstanceRef } from '../domain/instance.ts';

/** About as many rows as a few screens have. */
const MOST = 200;

/** What somebody looks at. It is read first. */
export class Attention {
  /** What a filter lets through, while there is one: that is read before the rest. */
  favored: ((record: InstanceRecord) => boolean) | undefined;
  /** By account, the latest at the end. */
  readonly #ids = new Map<string, Set<string>>();
  /** By account: who is told. */
  readonly #followers = new Map<string, Set<() => void>>();

  look({ accountId, instanceId }: InstanceRef): void {
    const ids = this.#ids.get(accountId) ?? new Set();
    this.#ids.set(accountId, ids);
    ids.delete(instanceId);
    ids.add(instanceId);
    const [oldest] = ids;
    if (ids.size > MOST && oldest !== undefined) ids.delete(oldest);
    for (const told of this.#followers.get(accountId) ?? []) told();
  }

  /** The instances of an account that somebody looked at last, the latest first. */
  latest(accountId: string): readonly string[] {
    return [...(this.#ids.get(accountId) ?? [])].reverse();
  }

  /** Tells of each look at an instance of an account. @returns ends that */
  follow(accountId: string, told: () => void): () => void {
    const followers = this.#followers.get(accountId) ?? new Set();
    this.#followers.set(accountId, followers.add(told));
    return () => followers.delete(told);
  }
}
