import { looksEverywhere } from '../../accounts/account.ts';
import type { PinnedInstance } from '../../cloud/provider.ts';
import { afterFailure, type Reason } from '../../domain/encryption.ts';
import { refOf, type Instance, type InstanceRecord } from '../../domain/instance.ts';
import type { Arrivals } from './arrivals.ts';
import type { ReadingContext } from './context.ts';
import type { Looks } from './looks.ts';
import { noteGone } from './notes.ts';

/** A region that is being listed. */
export interface Listing {
  readonly context: ReadingContext;
  readonly looks: Looks;
  readonly region: string;
  readonly arrivals: Arrivals;
}

/**
 * Lists a region, and lets be read what its pages have as they arrive.
 * @returns why a part of it could not be listed, if so
 */
export async function listRegion(listing: Listing, signal: AbortSignal): Promise<Reason | undefined> {
  const { context, region } = listing;
  const { inventory } = context;
  const instances = await discover(listing, signal);
  signal.throwIfAborted();
  const reason = context.cloud.leftOut?.().find((part) => part.isFailure && part.region === region)?.reason;
  const missing = unlistedIn(context, region, instances);
  if (!reason) for (const { instance } of missing) noteGone(context, instance);
  const unlisted = reason ? missing : [];
  showRegion(context, region, [...instances, ...unlisted.map(({ instance }) => instance)]);
  for (const { instance, encryption } of unlisted)
    if (reason) inventory.setEncryption(refOf(instance), afterFailure(encryption, reason));
  letRead(listing, instances);
  return reason;
}

function letRead({ context, looks, arrivals }: Listing, instances: readonly Instance[]): void {
  context.inventory.activity.expect(arrivals.add(instances));
  looks.listed(instances);
}

/**
 * Shows and lets read what the first pages of a list have, each time as many as are shown already: a row that is new has
 * the tree drawn anew. What is known besides stays until the list has come to its end.
 */
function asPagesArrive(listing: Listing, signal: AbortSignal): (page: readonly Instance[]) => void {
  const { context, region } = listing;
  const shown: Instance[] = [];
  let held: Instance[] = [];
  return (page) => {
    held.push(...page);
    if (held.length < shown.length || signal.aborted) return;
    shown.push(...held);
    const others = unlistedIn(context, region, shown).map(({ instance }) => instance);
    showRegion(context, region, [...shown, ...others]);
    letRead(listing, held);
    held = [];
  };
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

function discover(listing: Listing, signal: AbortSignal): Promise<readonly Instance[]> {
  const { context, region } = listing;
  const { account } = context.member;
  if (!account.instances) return context.cloud.listInstances(region, signal, asPagesArrive(listing, signal));
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
