import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import { openCloud, type Cloud, type Requests } from './cloud.ts';
import { figure, type Figure } from './figure.ts';
import { runProgram } from './programs.ts';
import type { Usage } from './usage.ts';

/** How long every reply takes at least, milliseconds. */
const LATENCY = 20;
/** Requests at once per account: what the setting is when nobody changes it. */
const CONCURRENCY = 8;

/** Reading a whole fleet, beside the SDKs that do the same and beside the best that the cloud's latency allows. */
export interface FleetFigures {
  /** 1 when every place is taken all the time, by requests that take nothing but the latency. */
  readonly wallOverIdeal: Figure;
  readonly sdkWallOverIdeal: Figure;
  /** Below 1 is less; of the CPU time, and of the memory above that of a bare Node process. */
  readonly cpuVsSdk: Figure;
  readonly rssVsSdk: Figure;
  /** Microseconds of CPU time and KiB for each instance. */
  readonly cpuPerInstance: Figure;
  readonly rssPerInstance: Figure;
  readonly requests: number;
}

interface Turn {
  readonly ours: Usage;
  readonly sdk: Usage;
  readonly idle: Usage;
  readonly requests: Requests;
}

/** Reads a fleet with ours and with the SDKs in turns, each time in a fresh process, the cloud in its own. */
export async function measureFleet(instances: number, rounds: number): Promise<FleetFigures> {
  const cloud = openCloud(instances, LATENCY);
  try {
    const { origin } = await cloud.ask();
    const turns: Turn[] = [];
    for (let round = 0; round < rounds; round += 1) turns.push(await takeTurn(cloud, origin));
    return figuresOf(instances, turns);
  } finally {
    await cloud.close();
  }
}

async function takeTurn(cloud: Cloud, origin: string): Promise<Turn> {
  const ours = await runProgram<Usage>('readOurs', origin, CONCURRENCY);
  const { requests } = await cloud.ask();
  const sdk = await runProgram<Usage>('readSdk', origin, CONCURRENCY);
  const { requests: bySdk } = await cloud.ask();
  assert.ok(isDeepStrictEqual(requests, bySdk), 'both made the same reads');
  const idle = await runProgram<Usage>('idle');
  return { ours, sdk, idle, requests };
}

function figuresOf(instances: number, turns: readonly Turn[]): FleetFigures {
  const over = (ratio: (turn: Turn) => number) => figure(turns.map(ratio));
  const added = (usage: Usage, { idle }: Turn) => usage.rssKb - idle.rssKb;
  return {
    wallOverIdeal: over(({ ours, requests }) => ours.wallMs / ideal(requests)),
    sdkWallOverIdeal: over(({ sdk, requests }) => sdk.wallMs / ideal(requests)),
    cpuVsSdk: over(({ ours, sdk }) => ours.cpuMs / sdk.cpuMs),
    rssVsSdk: over((turn) => added(turn.ours, turn) / added(turn.sdk, turn)),
    cpuPerInstance: over(({ ours }) => (1000 * ours.cpuMs) / instances),
    rssPerInstance: over((turn) => added(turn.ours, turn) / instances),
    requests: turns[0] ? turns[0].requests.alibaba + turns[0].requests.huawei : 0,
  };
}

/** The two accounts are read at the same time, each at its own concurrency: the one with more to ask decides. */
function ideal({ alibaba, huawei }: Requests): number {
  return (Math.max(alibaba, huawei) / CONCURRENCY) * LATENCY;
}

/** How much more an instance costs in the largest fleet than in the smallest. */
export function growthOf(fleets: Readonly<Record<string, FleetFigures>>): Record<'cpu' | 'rss', number> {
  const sizes = Object.values(fleets);
  const [smallest, largest] = [sizes[0], sizes.at(-1)];
  assert.ok(smallest && largest);
  return {
    cpu: largest.cpuPerInstance.median / smallest.cpuPerInstance.median,
    rss: largest.rssPerInstance.median / smallest.rssPerInstance.median,
  };
}
