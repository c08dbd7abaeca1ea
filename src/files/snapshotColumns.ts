import * as z from 'zod/mini';
import { reason, type Snapshot } from './schemas.ts';

/**
 * A snapshot as it is written: each fact of all records in a column of its own, and each reason once. As objects ten
 * thousand records are a quarter of a million small things, to be parsed and checked before the first row shows.
 */

type Saved = Snapshot['records'][number];
type Column<Value> = readonly (Value | null)[];

const MUST = ['region', 'id', 'name', 'engine', 'engineVersion', 'lifecycle'] as const;
const MAY = ['shape', 'createdAt', 'busy', 'home', 'keyScope'] as const;
const EVIDENCE = ['source', 'asOf', 'seenAt', 'requestId', 'detail', 'keyId'] as const;
const COUNTS = ['encrypted', 'plain', 'unclear', 'days', 'everyHours'] as const;
const ENDS = ['newestEnd', 'lastPlainEnd'] as const;

const SOURCES: ReadonlySet<string> = new Set([
  'status-call',
  'backup-set',
  'change-accepted',
  'already-enabled',
]);
const KNOWN: ReadonlySet<string> = new Set(['on', 'off', 'partial']);
const UNKNOWN: ReadonlySet<string> = new Set(['unsupported', 'unknown']);

const texts = z.custom<Column<string>>(isColumnOf('string'));
const numbers = z.custom<Column<number>>(isColumnOf('number'));

const columns = z.object({
  provider: z.string(),
  accountId: z.string(),
  refreshedAt: z.string(),
  cloudAccountId: z.optional(z.string()),
  reasons: z.array(reason),
  instance: z.record(z.enum([...MUST, ...MAY]), texts),
  state: texts,
  stale: z.custom<Column<boolean>>(isColumnOf('boolean')),
  evidence: z.record(z.enum(EVIDENCE), texts),
  counts: z.record(z.enum(COUNTS), numbers),
  ends: z.record(z.enum(ENDS), texts),
  /** Which of the reasons. */
  because: z.record(z.enum(['ineligible', 'unreadable', 'encryption']), numbers),
});
type Columns = z.infer<typeof columns>;

/** Reads columns as the snapshot they were made of; throws where they do not fit each other. */
export const snapshotColumns = z.pipe(
  columns,
  z.transform((written: Columns): Snapshot => {
    const { provider, refreshedAt, cloudAccountId } = written;
    const records = written.state.map((_, at) => recordAt(written, at));
    return { provider, refreshedAt, ...(cloudAccountId && { cloudAccountId }), records };
  }),
);

/** @param accountId whose records are written */
export function toColumns({ records: all, ...rest }: Snapshot, accountId: string): Columns {
  const records = all.filter(({ instance }) => instance.accountId === accountId);
  const reasons = new Map<string, { readonly at: number; readonly reason: Columns['reasons'][number] }>();
  const placeOf = (one: Columns['reasons'][number] | undefined): number | null => {
    if (!one) return null;
    const key = JSON.stringify(one);
    const place = reasons.get(key) ?? { at: reasons.size, reason: one };
    reasons.set(key, place);
    return place.at;
  };
  const instances = records.map(({ instance }) => instance);
  const states = records.map(({ encryption }) => encryption);
  const evidence = states.map((one) => ('evidence' in one ? one.evidence : undefined));
  const coverage = evidence.map((one) => one?.coverage);
  const because = {
    ineligible: instances.map((one) => placeOf(one.ineligible)),
    unreadable: instances.map((one) => placeOf(one.unreadable)),
    encryption: states.map((one) => placeOf(one.reason)),
  };
  return {
    ...rest,
    accountId,
    reasons: [...reasons.values()].map((place) => place.reason),
    instance: columnsOf(instances, [...MUST, ...MAY]),
    state: states.map(({ state }) => state),
    stale: states.map(({ stale }) => stale),
    evidence: columnsOf(evidence, EVIDENCE),
    counts: columnsOf(coverage, COUNTS),
    ends: columnsOf(coverage, ENDS),
    because,
  };
}

function columnsOf<Item extends object, Name extends keyof Item & string>(
  items: readonly (Item | undefined)[],
  names: readonly Name[],
): Record<Name, (NonNullable<Item[Name]> | null)[]> {
  const made = names.map((name) => [name, items.map((item) => item?.[name] ?? null)] as const);
  return Object.fromEntries(made) as Record<Name, (NonNullable<Item[Name]> | null)[]>;
}

function recordAt(written: Columns, at: number): Saved {
  const { provider, accountId, reasons, because } = written;
  const reasonOf = (what: keyof typeof because) => {
    const place = because[what][at];
    return typeof place === 'number' ? needed(reasons[place]) : undefined;
  };
  const [ineligible, unreadable, reason] = [
    reasonOf('ineligible'),
    reasonOf('unreadable'),
    reasonOf('encryption'),
  ];
  const instance = {
    ...cells(written.instance, MUST, at, true),
    ...cells(written.instance, MAY, at),
    provider,
    accountId,
    ...(ineligible && { ineligible }),
    ...(unreadable && { unreadable }),
  };
  const state = needed(written.state[at]);
  const stale = needed(written.stale[at]);
  if (UNKNOWN.has(state)) return { instance, encryption: { state, reason: needed(reason), stale } } as Saved;
  if (!KNOWN.has(state)) throw new TypeError(state);
  const encryption = { state, evidence: evidenceAt(written, at), ...(reason && { reason }), stale };
  return { instance, encryption } as Saved;
}

function evidenceAt({ evidence, counts, ends }: Columns, at: number): object {
  const found = cells(evidence, EVIDENCE, at);
  if (!SOURCES.has(needed(found.source))) throw new TypeError(found.source);
  needed(found.seenAt);
  if (typeof counts.days[at] !== 'number') return found;
  const [encrypted, plain, unclear] = [counts.encrypted[at], counts.plain[at], counts.unclear[at]].map(
    needed,
  );
  const more = { ...cells(counts, ['days', 'everyHours'], at), ...cells(ends, ENDS, at) };
  return { ...found, coverage: { encrypted, plain, unclear, ...more } };
}

/** What a row has of some columns. */
function cells<Name extends string, Value>(
  group: Readonly<Record<Name, Column<Value>>>,
  names: readonly Name[],
  at: number,
  all = false,
): Partial<Record<Name, Value>> {
  const row: Partial<Record<Name, Value>> = {};
  for (const name of names) {
    const value = group[name][at] ?? undefined;
    if (value !== undefined) row[name] = value;
    else if (all) throw new TypeError(name);
  }
  return row;
}

function needed<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new TypeError('a column is too short');
  return value;
}

function isColumnOf(type: 'string' | 'number' | 'boolean'): (values: unknown) => boolean {
  return (values) =>
    Array.isArray(values) && values.every((value) => value === null || typeof value === type);
}
