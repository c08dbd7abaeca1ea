import type { Account } from '../accounts/account.ts';
import type { Log } from '../domain/log.ts';
import type { AccountFiles } from '../files/accountFiles.ts';
import type { History } from '../files/history.ts';
import type { Proofs } from '../files/proofs.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { Ledger } from './changing/ledger.ts';
import { keepHistory } from './recording.ts';

/** A configured account with what belongs to it. */
export interface Member {
  readonly account: Account;
  readonly files: AccountFiles;
  readonly proofs: Proofs;
  readonly history: History;
  readonly ledger: Ledger;
  /** Regions that the cloud reported as closed. */
  readonly closed: Set<string>;
  /** By `keyPlace`: when a key in use was last looked at, milliseconds since 1970, and whether it ever was there. */
  readonly keysSeen: Map<string, { readonly at: number; readonly wasThere: boolean }>;
}

/** Keeps what is shown of an account for the next start; a file that cannot be written stops nothing. */
export async function keepShown(member: Member, inventory: Inventory, log: Log): Promise<void> {
  const { account, files, proofs } = member;
  const view = inventory.account(account.id);
  if (!view) return;
  const { provider, refreshedAt, cloudAccountId } = view;
  const records = [...view.records.values()];
  try {
    await proofs.save();
    if (refreshedAt) await files.writeSnapshot({ provider, refreshedAt, cloudAccountId, records });
  } catch (error) {
    log.error(`the snapshot of ${account.id} could not be written: ${String(error)}`);
  }
  await keepHistory(member, inventory, log);
}

/** So long changes wait for those after them, to be kept together. Milliseconds. */
const SOON = 1_000;
const keptSoon = new WeakSet<Member>();

/** Keeps what is shown soon: once for many changes in a row. The journal tells of them until then. */
export function keepSoon(member: Member, inventory: Inventory, log: Log, life: AbortSignal): void {
  if (keptSoon.has(member)) return;
  keptSoon.add(member);
  const keep = () => {
    keptSoon.delete(member);
    if (!life.aborted) void keepShown(member, inventory, log);
  };
  setTimeout(keep, SOON).unref();
}
