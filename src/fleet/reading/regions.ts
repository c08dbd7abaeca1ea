import * as l10n from '@vscode/l10n';
import { looksEverywhere, regionsOf } from '../../accounts/account.ts';
import { CloudError } from '../../cloud/error.ts';
import { findProfile } from '../../cloud/registry.ts';
import type { Reason } from '../../domain/encryption.ts';
import type { ProviderId } from '../../domain/instance.ts';
import { Arrivals } from './arrivals.ts';
import type { ReadingContext } from './context.ts';
import { listRegion } from './listing.ts';
import type { Looks } from './looks.ts';
import { readInstances } from './passes.ts';

/**
 * Reads all regions of an account whose credentials are proven. One bad region never hides the others.
 * @param looks at what is read at once meanwhile
 * @returns the regions that could not be listed, and why
 */
export async function readRegions(
  context: ReadingContext,
  looks: Looks,
  signal: AbortSignal,
): Promise<Map<string, Reason>> {
  const { inventory } = context;
  const { account } = context.member;
  const everywhere = looksEverywhere(account);
  const offered = everywhere ? await offeredRegions(context, signal) : regionsOf(account);
  const reasons = await readEach(context, looks, offered, signal);
  inventory.updateAccount(account.id, { lookedIn: offered, leftOut: context.cloud.leftOut?.() ?? [] });
  if (!everywhere) return reasons;
  const shown = inventory.account(account.id);
  const filled = new Set([...(shown?.records.values() ?? [])].map(({ instance }) => instance.region));
  inventory.setRegions(
    account.id,
    offered.filter((region) => filled.has(region) || reasons.has(region)),
  );
  return reasons;
}

/**
 * The regions that the cloud offers, and those where something is known, but for those it reported as closed; whoever
 * may not ask gets the usual ones.
 * @throws CloudError `unexpected-reply` for a cloud without regions
 */
async function offeredRegions(
  { cloud, inventory, member: { account, closed } }: ReadingContext,
  signal: AbortSignal,
): Promise<string[]> {
  let regions = findProfile(account.provider)?.regions ?? [];
  try {
    regions = await cloud.regions(signal);
  } catch (error) {
    if (!(error instanceof CloudError) || error.category !== 'permission') throw error;
  }
  if (regions.length === 0) {
    const message = l10n.t('The cloud names no region to look in.');
    throw new CloudError({ category: 'unexpected-reply', message });
  }
  const known = [...(inventory.account(account.id)?.records.values() ?? [])];
  const ids = [...regions.map(({ id }) => id), ...known.map(({ instance }) => instance.region)];
  return [...new Set(ids)].filter((id) => !closed.has(id));
}

async function readEach(
  context: ReadingContext,
  looks: Looks,
  regions: readonly string[],
  signal: AbortSignal,
): Promise<Map<string, Reason>> {
  const reasons = new Map<string, Reason>();
  await Promise.all(
    regions.map(async (region) => {
      const reason = await readRegion(context, looks, region, signal);
      if (reason) reasons.set(region, reason);
    }),
  );
  return reasons;
}

/** Reads what is in a region while it is still being listed. */
async function readRegion(
  context: ReadingContext,
  looks: Looks,
  region: string,
  signal: AbortSignal,
): Promise<Reason | undefined> {
  const arrivals = new Arrivals(context.inventory);
  const listing = listRegion({ context, looks, region, arrivals }, signal);
  listing.then(
    () => arrivals.end(),
    () => arrivals.stop(),
  );
  const reading = readInstances(context, looks, arrivals, signal);
  const [listed, read] = await Promise.allSettled([listing, reading]);
  if (read.status === 'rejected') throw read.reason;
  if (listed.status === 'fulfilled') return listed.value;
  return unlistable(context, region, listed.reason, signal);
}

function unlistable(
  { inventory, member: { account, closed } }: ReadingContext,
  region: string,
  error: unknown,
  signal: AbortSignal,
): Reason | undefined {
  if (signal.aborted || !(error instanceof CloudError)) throw error;
  if (looksEverywhere(account) && meansClosed(account.provider, error)) {
    closed.add(region);
    inventory.setRegion(account.id, region, []);
    return undefined;
  }
  inventory.markFailed(account.id, error.reason, region);
  return error.reason;
}

/** Whether a refusal means that the region is closed, although it is still listed; any other one may pass. */
function meansClosed(provider: ProviderId, error: CloudError): boolean {
  const closing = findProfile(provider)?.closedRegion ?? [];
  return error.says((code) => closing.some((one) => one.toLowerCase() === code.toLowerCase()));
}
