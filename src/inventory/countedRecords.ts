import type { Reason } from '../domain/encryption.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import { posture, recount, standing, type Tally } from '../domain/posture.ts';
import type { AccountView, NewAccount } from './accountView.ts';

/** The instances of an account, and their states counted. Records come and go here only, so that the counts fit. */
export interface CountedRecords {
  readonly records: Map<string, InstanceRecord>;
  readonly counts: Tally;
}

/** Adds a record, or puts it in the place of an earlier one. */
export function put({ records, counts }: CountedRecords, record: InstanceRecord): void {
  const { id } = record.instance;
  const before = records.get(id);
  recount(counts, before && standing(before.encryption), standing(record.encryption));
  records.set(id, record);
}

export function drop({ records, counts }: CountedRecords, id: string): void {
  const before = records.get(id);
  recount(counts, before && standing(before.encryption));
  records.delete(id);
}

/** An account as it is configured now, with what is known of it from before, in the regions that it still has. */
export function takeOver(account: NewAccount, before: AccountView | undefined): AccountView & CountedRecords {
  const known = before?.provider === account.provider ? before : undefined;
  const { refreshedAt, cloudAccountId, changes, regionReasons = new Map<string, Reason>() } = known ?? {};
  const kept = [...(known?.records ?? [])].filter(([, { instance }]) =>
    account.regions.includes(instance.region),
  );
  const records = new Map(kept);
  return {
    ...account,
    ...(refreshedAt && { refreshedAt }),
    ...(cloudAccountId && { cloudAccountId }),
    ...(changes && { changes }),
    regionReasons,
    records,
    counts: posture(records.values()),
  };
}
