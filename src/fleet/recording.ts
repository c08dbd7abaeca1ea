import type { Account } from '../accounts/account.ts';
import { findProfile } from '../cloud/registry.ts';
import { driftIn, lastingDrift, type Happened } from '../domain/drift.ts';
import type { Log } from '../domain/log.ts';
import { isNews } from '../domain/stateChange.ts';
import type { History } from '../files/history.ts';
import type { HistoryEntry } from '../files/historyEntry.ts';
import { ownerOf } from '../inventory/accountView.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { authorOf } from './authors.ts';
import type { Ledger } from './changing/ledger.ts';

/** An account with the files that tell what happened to its instances, and who did it. */
interface Recorded {
  readonly account: Account;
  readonly history: History;
  readonly ledger: Ledger;
}

/**
 * Writes what is new of the states to the history, shows it, and keeps what got worse to be told, by the window that
 * wrote it. A file that cannot be written stops nothing.
 */
export async function keepHistory(member: Recorded, inventory: Inventory, log: Log): Promise<void> {
  const { history, ledger } = member;
  if (history.hasNotes) {
    try {
      const standing = await ledger.journal.standing().catch(() => undefined);
      const written = await history.save((entry, before) => authorOf(entry, before, standing));
      // The sandbox is make-believe.
      if (member.account.credentials.source !== 'given') tellOf(written, inventory);
    } catch (error) {
      log.error(`the history could not be written: ${String(error)}`);
    }
  }
  showChanges(member, inventory);
}

/** Shows what the history has by now, also of other windows. */
export async function showHistory(member: Recorded, inventory: Inventory): Promise<void> {
  await member.history.load();
  showChanges(member, inventory);
}

/** All that the history has of the databases of an account, the oldest first. */
export async function historyOf(
  { account, history }: Recorded,
  inventory: Inventory,
): Promise<HistoryEntry[]> {
  const owner = ownerOf(account.id, inventory.account(account.id)?.cloudAccountId);
  const entries = await history.entries();
  return entries.filter((entry) => entry.provider === account.provider && entry.owner === owner);
}

/** Shows what happened last to each instance, of all accounts that see the same databases. */
function showChanges({ account, history }: Recorded, inventory: Inventory): void {
  const own = inventory.account(account.id);
  if (!own) return;
  const isOneWay = findProfile(own.provider)?.isOneWay === true;
  for (const view of inventory.accounts()) {
    const { id, provider, cloudAccountId, source } = view;
    const isSame = provider === own.provider && cloudAccountId === own.cloudAccountId;
    if (!isSame || (source === 'given') !== (own.source === 'given')) continue;
    const changes = new Map<string, Happened>();
    for (const { instance } of view.records.values()) {
      const { region, id: instanceId } = instance;
      const change = history.newest({ provider, owner: ownerOf(id, cloudAccountId), region, instanceId });
      if (!change || !isNews(change)) continue;
      const drift = lastingDrift(change, isOneWay, Date.now());
      changes.set(instanceId, { ...change, ...(drift && { drift }) });
    }
    inventory.setChanges(id, changes);
  }
}

function tellOf(written: readonly HistoryEntry[], inventory: Inventory): void {
  for (const entry of written) {
    const drift = driftIn(entry, findProfile(entry.provider)?.isOneWay === true);
    if (drift) inventory.untold.push({ drift, name: entry.name || entry.instanceId });
  }
}
