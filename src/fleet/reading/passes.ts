import { setTimeout as wait } from 'node:timers/promises';
import type { Instance } from '../../domain/instance.ts';
import { Arrivals } from './arrivals.ts';
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
 * Reads each instance as it arrives, and once more those that failed only because the cloud asked to go slower, while
 * that helps. A time that it named is waited for; what would take too long is left to a later refresh.
 */
export async function readInstances(
  context: ReadingContext,
  looks: Looks,
  arrivals: Arrivals,
  signal: AbortSignal,
): Promise<void> {
  const { inventory, ownClock } = context;
  const end = ownClock.now() + MOST_WAITING;
  let asked = arrivals;
  let barren = 0;
  for (let pass = 1; pass <= MOST_PASSES; pass += 1) {
    const throttled: Throttled[] = [];
    await eachAtMost(READ_AT_ONCE, asked, async (instance) => {
      const begun = pass === 1 ? await looks.readingOf(instance) : undefined;
      const reason = begun ? begun.reason : await readInstance(context, instance, signal);
      const until = reason?.until ? Date.parse(reason.until) : 0;
      if (reason?.category === 'throttled' && until <= end) throttled.push({ instance, until });
      if (pass === 1) inventory.activity.advance();
    });
    if (throttled.length === 0) return;
    const again = Math.max(...throttled.map(({ until }) => until));
    barren = throttled.length === asked.size ? barren + 1 : 0;
    if (again ? barren === MOST_BARREN : throttled.length > Math.max(FEW, asked.size / 2)) return;
    if (again > ownClock.now()) await wait(again - ownClock.now(), undefined, { signal });
    asked = new Arrivals(inventory);
    asked.add(throttled.map(({ instance }) => instance));
    asked.end();
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

/** Works through what arrives with so many at a time; the first failure ends it. */
async function eachAtMost(
  most: number,
  arrivals: Arrivals,
  work: (instance: Instance) => Promise<void>,
): Promise<void> {
  const worker = async () => {
    try {
      for (let next = await arrivals.next(); next; next = await arrivals.next()) await work(next);
    } catch (error) {
      arrivals.stop();
      throw error;
    }
  };
  await Promise.all(Array.from({ length: most }, worker));
}
