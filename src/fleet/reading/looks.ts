import { CloudError } from '../../cloud/error.ts';
import type { Reason } from '../../domain/encryption.ts';
import { refOf, type Instance } from '../../domain/instance.ts';
import type { ReadingContext } from './context.ts';
import { readInstance } from './reading.ts';

/**
 * So many are read at once: twice the usual lanes of an account, so that no lane falls to the rest in between; and a
 * person's other requests are never behind more than these.
 */
const AT_ONCE = 16;
/** Described with one call, where somebody looks at so many of a region. */
const BATCH = 30;

/** Of an instance that the refresh reads itself. */
const NOT_HERE = Promise.resolve(undefined);

interface Reading {
  readonly instance: Instance;
  /** Why its state could not be read, if so. */
  readonly reason: Reason | undefined;
}

/**
 * What somebody looks at is read at once, whatever stands behind it: from what is known of it before the regions are
 * listed, and before what waits for its turn afterwards. The listing confirms it, or drops it. What an instance is made
 * of has a say in its state where its cloud tells that: such a one is described anew first.
 */
export class Looks {
  readonly #context: ReadingContext;
  readonly #signal: AbortSignal;
  readonly #listed = new Map<string, Instance>();
  /** By instance: the call that describes it, with others. */
  readonly #described = new Map<string, Promise<ReadonlyMap<string, Instance>>>();
  /** Those that were begun; without a reading they are left to the listing. */
  readonly #begun = new Map<string, Promise<Reading | undefined>>();
  readonly #unfollow: () => void;
  #running = 0;
  #hasEnded = false;
  #waking: NodeJS.Immediate | undefined;

  /** @param context whose calls go before those of the refresh */
  constructor(context: ReadingContext, signal: AbortSignal) {
    this.#context = context;
    this.#signal = signal;
    const { inventory, member } = context;
    this.#unfollow = inventory.attention.follow(member.account.id, () => {
      // Rows come on the screen many at a time.
      this.#waking ??= setImmediate(() => {
        this.#waking = undefined;
        this.#goOn();
      });
    });
    this.#goOn();
  }

  /** Takes note of what was listed: what somebody looks at of it is read now. */
  listed(instances: readonly Instance[]): void {
    for (const instance of instances) this.#listed.set(instance.id, instance);
    this.#goOn();
  }

  /**
   * Leaves an instance to the refresh, unless it was begun here.
   * @returns what came of that; undefined where it is still to be read, also because it is another than it was
   */
  async readingOf(instance: Instance): Promise<Reading | undefined> {
    const begun = this.#begun.get(instance.id);
    if (!begun) this.#begun.set(instance.id, NOT_HERE);
    const reading = await begun;
    return reading && isSame(reading.instance, instance) ? reading : undefined;
  }

  /** Begins nothing more, and waits for what is under way. */
  async end(): Promise<void> {
    this.#unfollow();
    clearImmediate(this.#waking);
    this.#hasEnded = true;
    await Promise.all(this.#begun.values());
  }

  #goOn(): void {
    while (this.#running < AT_ONCE && !this.#hasEnded && !this.#signal.aborted) {
      const [next] = this.#lookedAt();
      if (!next) return;
      this.#running += 1;
      const reading = this.#read(next);
      this.#begun.set(next.id, reading);
      reading.then(
        () => {
          this.#running -= 1;
          this.#goOn();
        },
        () => undefined, // the end of the refresh tells
      );
    }
  }

  /** What is still to be read of what somebody looks at, the latest first. */
  #lookedAt(): Instance[] {
    const { inventory, member } = this.#context;
    const { id: accountId } = member.account;
    return inventory.attention.latest(accountId).flatMap((instanceId) => {
      const instance = this.#begun.has(instanceId)
        ? undefined
        : inventory.record({ accountId, instanceId })?.instance;
      return instance && !instance.unreadable ? [instance] : [];
    });
  }

  async #read(known: Instance): Promise<Reading | undefined> {
    const { inventory } = this.#context;
    const instance = await this.#describe(known);
    // The listing may have come first, without it.
    if (!instance || !inventory.record(refOf(instance))) return undefined;
    inventory.setInstance(instance);
    return { instance, reason: await readInstance(this.#context, instance, this.#signal) };
  }

  /** An instance as it is now; undefined for one that is left to the listing. */
  async #describe(known: Instance): Promise<Instance | undefined> {
    const listed = this.#listed.get(known.id);
    if (listed) return listed;
    if (!known.lifecycle) return undefined;
    if (known.shape === undefined) return known;
    const described = this.#described.get(known.id) ?? this.#describeWithOthers(known);
    return (await described).get(known.id);
  }

  #describeWithOthers(known: Instance): Promise<ReadonlyMap<string, Instance>> {
    const others = this.#lookedAt().filter(
      ({ id, region, shape }) =>
        region === known.region && shape !== undefined && id !== known.id && !this.#described.has(id),
    );
    const batch = [known, ...others].slice(0, BATCH);
    const asked = this.#ask(known.region, batch);
    for (const { id } of batch) this.#described.set(id, asked);
    return asked;
  }

  /** Whoever may not ask, and what the cloud does not know any more, is left to the listing. */
  async #ask(region: string, batch: readonly Instance[]): Promise<ReadonlyMap<string, Instance>> {
    const { cloud } = this.#context;
    const pinned = batch.map(({ id }) => ({ id, region }));
    try {
      const instances = await cloud.describeInstances(region, pinned, this.#signal);
      const known = instances.filter(({ lifecycle, unreadable }) => lifecycle && !unreadable);
      return new Map(known.map((instance) => [instance.id, instance]));
    } catch (error) {
      if (this.#signal.aborted || !(error instanceof CloudError)) throw error;
      return new Map();
    }
  }
}

/** Whether nothing that has a say in a state is another. */
function isSame(one: Instance, other: Instance): boolean {
  const facts = ({ engine, engineVersion, shape, createdAt, home, ineligible, unreadable }: Instance) =>
    JSON.stringify([engine, engineVersion, shape, createdAt, home, !ineligible, !unreadable]);
  return facts(one) === facts(other);
}
