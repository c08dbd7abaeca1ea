import type { InstanceRecord } from '../domain/instance.ts';
import { matcherOf, type Filter, type Known } from '../domain/viewChoice.ts';
import { driftOfRecord, type AccountView } from './accountView.ts';
import type { Inventory } from './inventory.ts';

/** Which instances a filter lets through, by all that is known of them now. */
export function filterOf(
  inventory: Pick<Inventory, 'account'>,
  filter: Filter,
  now = Date.now(),
): (record: InstanceRecord) => boolean {
  const known = (record: InstanceRecord) =>
    knownOf(inventory.account(record.instance.accountId), record, now);
  return matcherOf(filter, known, now);
}

/** What a filter asks of an instance besides its record. */
export function knownOf(account: AccountView | undefined, record: InstanceRecord, now: number): Known {
  if (!account) return { accountName: record.instance.accountId };
  return {
    accountName: account.name,
    drift: driftOfRecord(account, record, now),
    changedAt: account.changes?.get(record.instance.id)?.at,
  };
}
