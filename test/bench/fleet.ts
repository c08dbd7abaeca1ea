import { openCloud } from './cloud.ts';
import { figureOver, isMissing, type Measured } from './figure.ts';
import { idealMs, LATENCY, perRequest, takeTurn, totalOf, type Takers, type Turn } from './turn.ts';
import type { Usage } from './usage.ts';

/** Reading a whole fleet in plain Node, beside the SDKs, a bare client, and the best that the cloud's latency allows. */
export interface FleetFigures {
  /** 1 when every place is taken all the time, by requests that take nothing but the latency. */
  readonly wallOverIdeal: Measured;
  readonly sdkWallOverIdeal: Measured;
  readonly bareWallOverIdeal: Measured;
  /** Beside a client that signs and parses nothing, request for request. */
  readonly wallOverBare: Measured;
  readonly sdkWallOverBare: Measured;
  /** Below 1 is less; of the CPU time, in total and for each request, and of the memory above a bare Node process. */
  readonly cpuVsSdk: Measured;
  readonly cpuPerRequestVsSdk: Measured;
  readonly rssVsSdk: Measured;
  readonly cpuPerRequestMs: Measured;
  readonly sdkCpuPerRequestMs: Measured;
  readonly bareCpuPerRequestMs: Measured;
  /** Microseconds of CPU time and KiB for each instance. */
  readonly cpuPerInstance: Measured;
  readonly rssPerInstance: Measured;
  readonly requests: Measured;
  readonly sdkRequests: Measured;
}

/** Reads a fleet in turns, the cloud in a process of its own. */
export async function takeTurns(instances: number, rounds: number, takers: Takers): Promise<Turn[]> {
  const cloud = openCloud(instances, LATENCY);
  try {
    const { origin } = await cloud.ask();
    const turns: Turn[] = [];
    for (let round = 0; round < rounds; round += 1) turns.push(await takeTurn(cloud, origin, takers));
    return turns;
  } finally {
    await cloud.close();
  }
}

export function fleetFiguresOf(instances: number, turns: readonly Turn[]): FleetFigures {
  const over = (value: (turn: Turn) => number) => figureOver(turns, value);
  const added = (usage: Usage, { idle }: Turn) => usage.rssKb - idle().rssKb;
  const wall = (who: 'ours' | 'sdk' | 'bare') => (turn: Turn) => perRequest(turn[who]()).wallMs;
  const cpu = (who: 'ours' | 'sdk' | 'bare') => (turn: Turn) => perRequest(turn[who]()).cpuMs;
  const overIdeal = (who: 'ours' | 'sdk' | 'bare') => (turn: Turn) => {
    const { usage, requests } = turn[who]();
    return usage.wallMs / idealMs(requests);
  };
  return {
    wallOverIdeal: over(overIdeal('ours')),
    sdkWallOverIdeal: over(overIdeal('sdk')),
    bareWallOverIdeal: over(overIdeal('bare')),
    wallOverBare: over((turn) => wall('ours')(turn) / wall('bare')(turn)),
    sdkWallOverBare: over((turn) => wall('sdk')(turn) / wall('bare')(turn)),
    cpuVsSdk: over(({ ours, sdk }) => ours().usage.cpuMs / sdk().usage.cpuMs),
    cpuPerRequestVsSdk: over((turn) => cpu('ours')(turn) / cpu('sdk')(turn)),
    rssVsSdk: over((turn) => added(turn.ours().usage, turn) / added(turn.sdk().usage, turn)),
    cpuPerRequestMs: over(cpu('ours')),
    sdkCpuPerRequestMs: over(cpu('sdk')),
    bareCpuPerRequestMs: over(cpu('bare')),
    cpuPerInstance: over(({ ours }) => (1000 * ours().usage.cpuMs) / instances),
    rssPerInstance: over((turn) => added(turn.ours().usage, turn) / instances),
    requests: over(({ ours }) => totalOf(ours().requests)),
    sdkRequests: over(({ sdk }) => totalOf(sdk().requests)),
  };
}

/** How much more an instance costs in the largest fleet than in the smallest. */
export function growthOf(
  fleets: Readonly<Record<string, FleetFigures>>,
): Record<'cpu' | 'rss', Measured | number> {
  const sizes = Object.values(fleets);
  const ratio = (what: 'cpuPerInstance' | 'rssPerInstance'): Measured | number => {
    const [smallest, largest] = [sizes[0]?.[what], sizes.at(-1)?.[what]];
    if (!smallest || !largest) return { missing: 'no fleet was measured' };
    if (isMissing(smallest)) return smallest;
    return isMissing(largest) ? largest : largest.median / smallest.median;
  };
  return { cpu: ratio('cpuPerInstance'), rss: ratio('rssPerInstance') };
}
