import { setTimeout as wait } from 'node:timers/promises';
import { refOf, type Instance } from '../../domain/instance.ts';
import type { ReadingContext } from './context.ts';
import type { Looks } from './looks.ts';
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
  looks: Looks,
  instances: readonly Instance[],
  signal: AbortSignal,
): Promise<void> {
  const { inventory, ownClock } = context;
  inventory.activity.expect(instances.length);
  looks.listed(instances);
  const end = ownClock.now() + MOST_WAITING;
  let asked = instances;
  let barren = 0;
  for (let pass = 1; pass <= MOST_PASSES && asked.length > 0; pass += 1) {
    const throttled: Throttled[] = [];
    await eachAtMost(READ_AT_ONCE, favoredFirst(context, asked), async (instance) => {
      const begun = pass === 1 ? await looks.readingOf(instance) : undefined;
      const reason = begun ? begun.reason : await readInstance(context, instance, signal);
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

/** One after the other: first what a filter lets through, by the filter that is chosen at the moment. */
function* favoredFirst(
  { inventory }: ReadingContext,
  instances: readonly Instance[],
): Generator<Instance, void> {
  const { attention } = inventory;
  const rest = new Set(instances);
  while (rest.size > 0) {
    const { favored } = attention;
    const isFavored = (instance: Instance) => {
      const record = inventory.record(refOf(instance));
      return record !== undefined && favored?.(record) === true;
    };
    const first = favored ? [...rest].filter(isFavored) : [];
    for (const instance of new Set([...first, ...rest])) {
      if (attention.favored !== favored) break;
      rest.delete(instance);
      yield instance;
    }
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
