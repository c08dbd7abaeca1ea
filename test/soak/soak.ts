/** Thousands of readings on a cloud in trouble: no wrong state at any moment, and nothing left behind. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redactor } from '../../src/cloud/transport/redact.ts';
import { Fleet } from '../../src/fleet/fleet.ts';
import type { Log } from '../../src/domain/log.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { alibabaAccount, huaweiAccount } from '../support/accounts.ts';
import { openNetwork, type Network } from '../support/network.ts';
import { loginSources } from '../support/logins.ts';
import { openCloud, type Cloud } from './cloud.ts';
import { Operations } from './operations.ts';
import { measure, type Usage } from './usage.ts';
import { Watch } from './watch.ts';

export interface SoakOptions {
  readonly operations: number;
  readonly seed: number;
  /** No new batch of operations begins after this. Milliseconds. */
  readonly longest: number;
}

export interface SoakResult {
  /** How many operations were run, how many of them failed, and how many requests they sent. */
  readonly operations: number;
  readonly failed: number;
  readonly requests: number;
  readonly compared: number;
  readonly wrong: readonly string[];
  /** What could not be read after the trouble was over, other than what cannot be read at all. */
  readonly unread: readonly string[];
  /** After a tenth of the operations, and after all of them. */
  readonly early: Usage;
  readonly late: Usage;
  /** Once everything is closed. */
  readonly closed: Usage;
}

/** Between batches nothing is under way, and switches are turned in the cloud. */
const BATCH = 200;
const QUIET: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

export async function soak(options: SoakOptions): Promise<SoakResult> {
  await using cleanup = new AsyncDisposableStack();
  const storage = await mkdtemp(join(tmpdir(), 'backup-encryption-soak-'));
  cleanup.defer(() => rm(storage, { recursive: true, force: true, maxRetries: 5 }));
  const cloud = openCloud(options.seed);
  cleanup.defer(() => cloud.close());
  const network = openNetwork();
  const watch = new Watch();
  const fleet = await openFleet(cloud, network, watch, storage);
  const signal = new AbortController().signal;
  const operations = new Operations(fleet, watch.inventory, signal, seededRandom(options.seed));
  const unreadable = await readAll(fleet, watch);
  const { early, requests } = await runBatches(options, cloud, operations, watch, () =>
    measure(signal, storage),
  );
  const late = await measure(signal, storage);
  ({ truth: watch.truth } = await cloud.ask('calm'));
  const unread = (await readAll(fleet, watch)).filter((line) => !unreadable.includes(line));
  fleet.dispose();
  await network.close();
  const closed = await measure(signal, storage);
  const { compared, wrong } = watch;
  const { done, failed } = operations;
  return { operations: done, failed, requests, compared, wrong, unread, early, late, closed };
}

async function openFleet(cloud: Cloud, network: Network, watch: Watch, storage: string): Promise<Fleet> {
  const { origin, truth } = await cloud.ask('start');
  watch.truth = truth;
  const fleet = new Fleet({
    inventory: watch.inventory,
    http: network.http,
    clock: { now: Date.now },
    random: Math.random,
    nonce: randomUUID,
    log: QUIET,
    redactor: new Redactor(),
    concurrency: () => 8,
    ...loginSources(),
    storageOf: () => storage,
  });
  await fleet.configure({ accounts: [alibabaAccount({ origin }), huaweiAccount({ origin })], problems: [] });
  return fleet;
}

/** Reads everything. @returns what is not known afterwards */
async function readAll(fleet: Fleet, watch: Watch): Promise<string[]> {
  await fleet.refresh(true);
  return watch.unread();
}

async function runBatches(
  { operations: total, longest }: SoakOptions,
  cloud: Cloud,
  operations: Operations,
  watch: Watch,
  measureNow: () => Promise<Usage>,
): Promise<{ early: Usage; requests: number }> {
  const end = performance.now() + longest;
  let { requests } = await cloud.ask('trouble');
  let early: Usage | undefined;
  const tenths = Math.max(1, Math.round(total / BATCH / 10));
  for (let batch = 1; batch <= tenths * 10 && performance.now() < end; batch += 1) {
    await operations.run(Math.ceil((total * batch) / (tenths * 10)) - operations.done);
    if (batch === tenths) early = await measureNow();
    const answer = await cloud.ask('turn');
    watch.truth = answer.truth;
    requests += answer.requests;
  }
  return { early: early ?? (await measureNow()), requests };
}

function nothing(): void {
  // The log is looked at elsewhere.
}
