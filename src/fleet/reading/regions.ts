import { looksEverywhere, regionsOf } from '../../accounts/account.ts';
import { CloudError } from '../../cloud/error.ts';
import type { PinnedInstance } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { Reason } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import type { ReadingContext } from './context.ts';
import { readInstances } from './passes.ts';

/**
 * Reads all regions of an account whose credentials are proven. One bad region never hides the others.
 * @returns the regions that could not be listed, and why
 */
export async function readRegions(
  context: ReadingContext,
  signal: AbortSignal,
): Promise<Map<string, Reason>> {
  const { inventory } = context;
  const { account } = context.member;
  if (!looksEverywhere(account)) return readEach(context, regionsOf(account), signal);
  const offered = await offeredRegions(context, signal);
  const reasons = await readEach(context, offered, signal);
  const shown = inventory.account(account.id);
  const filled = new Set([...(shown?.records.values() ?? [])].map(({ instance }) => instance.region));
  inventory.setRegions(
    account.id,
    offered.filter((region) => filled.has(region) || reasons.has(region)),
  );
  return reasons;
}

/** The regions that the cloud offers, but for those it reported as closed; whoever may not ask gets the usual ones. */
async function offeredRegions(
  { cloud, member: { account, closed } }: ReadingContext,
  signal: AbortSignal,
): Promise<string[]> {
  let regions = findProfile(account.provider)?.regions ?? [];
  try {
    regions = await cloud.regions(signal);
  } catch (error) {
    if (!(error instanceof CloudError) || error.category !== 'permission') throw error;
  }
  return regions.map(({ id }) => id).filter((id) => !closed.has(id));
}

async function readEach(
  context: ReadingContext,
  regions: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Reason>> {
  const reasons = new Map<string, Reason>();
  await Promise.all(
    regions.map(async (region) => {
      const reason = await readRegion(context, region, signal);
      if (reason) reasons.set(region, reason);
    }),
  );
  return reasons;
}

async function readRegion(
  context: ReadingContext,
  region: string,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  const { inventory } = context;
  const { account, closed } = context.member;
  let instances: readonly Instance[];
  try {
    instances = await discover(context, region, signal);
    signal.throwIfAborted();
  } catch (error) {
    if (signal.aborted || !(error instanceof CloudError)) throw error;
    if (looksEverywhere(account) && error.category === 'unsupported') {
      closed.add(region);
      inventory.setRegion(account.id, region, []);
      return undefined;
    }
    inventory.markFailed(account.id, error.reason, region);
    return error.reason;
  }
  showRegion(context, region, instances);
  await readInstances(context, instances, signal);
  return undefined;
}

/** Of an account that looks everywhere a region is shown once something was found in it. */
function showRegion(
  { member: { account }, inventory }: ReadingContext,
  region: string,
  instances: readonly Instance[],
): void {
  const shown = inventory.account(account.id)?.regions ?? [];
  if (looksEverywhere(account) && instances.length > 0 && !shown.includes(region)) {
    inventory.setRegions(account.id, [...shown, region]);
  }
  inventory.setRegion(account.id, region, instances);
}

function discover(
  context: ReadingContext,
  region: string,
  signal: AbortSignal,
): Promise<readonly Instance[]> {
  const { cloud } = context;
  const { account } = context.member;
  if (!account.instances) return cloud.listInstances(region, signal);
  const pinned = account.instances.filter((instance) => instance.region === region);
  return describePinned(context, pinned, region, signal);
}

/** What could not be described this time keeps what an earlier time told. */
async function describePinned(
  { cloud, inventory, member: { account } }: ReadingContext,
  pinned: readonly PinnedInstance[],
  region: string,
  signal: AbortSignal,
): Promise<Instance[]> {
  const described = await cloud.describeInstances(region, pinned, signal);
  return described.map((instance) => {
    const known = inventory.record({ accountId: account.id, instanceId: instance.id })?.instance;
    return instance.lifecycle || instance.unreadable || !known ? instance : known;
  });
}
