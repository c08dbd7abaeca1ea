import * as l10n from '@vscode/l10n';
import { looksEverywhere, regionsOf } from '../../accounts/account.ts';
import { CloudError } from '../../cloud/error.ts';
import type { PinnedInstance } from '../../cloud/provider.ts';
import { findProfile } from '../../cloud/registry.ts';
import { afterFailure, type Reason } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRecord, type ProviderId } from '../../domain/instance.ts';
import type { ReadingContext } from './context.ts';
import type { Looks } from './looks.ts';
import { noteGone } from './notes.ts';
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

async function readRegion(
  context: ReadingContext,
  looks: Looks,
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
    if (looksEverywhere(account) && meansClosed(account.provider, error)) {
      closed.add(region);
      inventory.setRegion(account.id, region, []);
      return undefined;
    }
    inventory.markFailed(account.id, error.reason, region);
    return error.reason;
  }
  const reason = context.cloud.leftOut?.().find((part) => part.isFailure && part.region === region)?.reason;
  const missing = unlistedIn(context, region, instances);
  if (!reason) for (const { instance } of missing) noteGone(context, instance);
  const unlisted = reason ? missing : [];
  showRegion(context, region, [...instances, ...unlisted.map(({ instance }) => instance)]);
  for (const { instance, encryption } of unlisted)
    if (reason) inventory.setEncryption(refOf(instance), afterFailure(encryption, reason));
  await readInstances(context, looks, instances, signal);
  return reason;
}

/** Whether a refusal means that the region is closed, although it is still listed; any other one may pass. */
function meansClosed(provider: ProviderId, error: CloudError): boolean {
  const closing = findProfile(provider)?.closedRegion ?? [];
  return error.says((code) => closing.some((one) => one.toLowerCase() === code.toLowerCase()));
}

/** What is known of a region and was not listed: where a part of it could not be, that may be there all the same. */
function unlistedIn(
  { inventory, member: { account } }: ReadingContext,
  region: string,
  listed: readonly Instance[],
): InstanceRecord[] {
  const ids = new Set(listed.map(({ id }) => id));
  const known = [...(inventory.account(account.id)?.records.values() ?? [])];
  return known.filter(({ instance }) => instance.region === region && !ids.has(instance.id));
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
