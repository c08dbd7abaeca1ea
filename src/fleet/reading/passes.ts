import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from '../../domain/instance.ts';
import type { ReadingContext } from './context.ts';
import { readInstance } from './reading.ts';

/** How often in one refresh an instance is asked for that the cloud was too busy to tell of. */
const MOST_PASSES = 5;
/** So few may all fail by chance; of more, at least half must have come through, or the cloud means all of us. */
const FEW = 4;

/** After so many passes in a row in which nothing came through although it was waited, the cloud means all of us. */
const MOST_BARREN = 2;

/** For how long a refresh waits in all, when the cloud says when to come again. Milliseconds. */
const MOST_WAITING = 30_000;

/**
 * Reads each instance, and once more those that failed only because the cloud asked to go slower, while that helps.
 * A time that it named is waited for; what would take too long is left to a later refresh.
 */
export async function readInstances(
  context: ReadingContext,
  instances: readonly Instance[],
  signal: AbortSignal,
): Promise<void> {
  const { inventory, ownClock } = context;
  inventory.activity.expect(instances.length);
  const end = ownClock.now() + MOST_WAITING;
  let asked = instances;
  let barren = 0;
  for (let pass = 1; pass <= MOST_PASSES && asked.length > 0; pass += 1) {
    const throttled: Throttled[] = [];
    await eachAtMost(READ_AT_ONCE, lookedAtFirst(context, asked), async (instance) => {
      const reason = await readInstance(context, instance, signal);
      const until = reason?.until ? Date.parse(reason.until) : 0;
      if (reason?.category === 'throttled' && until <= end) throttled.push({ instance, until });
      if (pass === 1) inventory.activity.advance();
    });
    const again = Math.max(0, ...throttled.map(({ until }) => until));
    barren = throttled.length === asked.length ? barren + 1 : 0;
    if (again ? barren === MOST_BARREN : throttled.length > Math.max(FEW, asked.length / 2)) return;
    if (again > ownClock.now()) await wait(again - ownClock.now(), undefined, { signal });
    asked = throttled.map(({ instance }) => instance);
  }
}

interface Throttled {
  readonly instance: Instance;
  /** When the cloud asked to come again, milliseconds since 1970; 0 when it named no time. */
  readonly until: number;
}

/**
 * Instances of a region that are being read at the same time. The account's own bulkhead decides how many requests
 * are under way; this only keeps its queue short, so that what a person asks for is not behind ten thousand reads.
 */
const READ_AT_ONCE = 32;

/** One after the other: each time the one that somebody looked at last, also when they look elsewhere meanwhile. */
function* lookedAtFirst(
  { member: { account }, inventory }: ReadingContext,
  instances: readonly Instance[],
): Generator<Instance> {
  const rest = new Map(instances.map((instance) => [instance.id, instance]));
  for (let [first] = rest.values(); first; [first] = rest.values()) {
    const looked = inventory.attention.latest(account.id, (id) => rest.has(id));
    const next = rest.get(looked ?? first.id) ?? first;
    rest.delete(next.id);
    yield next;
  }
}

/** Works through items with so many at a time; the first failure ends it. */
async function eachAtMost<Item>(
  most: number,
  items: Generator<Item>,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const worker = async () => {
    for (const item of items) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
