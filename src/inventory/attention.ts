import type { InstanceRef } from '../domain/instance.ts';

/** About as many rows as a few screens have. */
const MOST = 200;

/** The instances that somebody looked at last. They are read first. */
export class Attention {
  /** By account, the latest at the end. */
  readonly #ids = new Map<string, Set<string>>();

  look({ accountId, instanceId }: InstanceRef): void {
    const ids = this.#ids.get(accountId) ?? new Set();
    this.#ids.set(accountId, ids);
    ids.delete(instanceId);
    ids.add(instanceId);
    const [oldest] = ids;
    if (ids.size > MOST && oldest !== undefined) ids.delete(oldest);
  }

  /** The latest that fits, of an account. */
  latest(accountId: string, fits: (instanceId: string) => boolean): string | undefined {
    return [...(this.#ids.get(accountId) ?? [])].findLast(fits);
  }
}
