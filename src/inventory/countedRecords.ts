import type { InstanceRecord } from '../domain/instance.ts';
import { recount, standing, type Tally } from '../domain/posture.ts';

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
