import { isFiltering, type Filter } from '../../domain/viewChoice.ts';
import type { InstanceRecord, InstanceRef } from '../../domain/instance.ts';
import type { Clock } from '../../domain/time.ts';
import { trend, type DatabaseChange } from '../../domain/trend.ts';
import type { Journal } from '../../files/journal.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { filterOf } from '../../inventory/accountView.ts';
import { buildReport } from '../../report/buildReport.ts';
import type { ReportFacts, ScopeFacts } from '../../report/facts.ts';
import { FRAMEWORKS } from '../../report/frameworks.ts';
import type { Report, Row } from '../../report/report.ts';
import { rowOf } from '../../report/rows.ts';
import { judgedBy, policyFacts, trendPoint, type PolicyFile } from './judging.ts';
import { accountFacts, instanceFacts, journalFacts, onePerDatabase, reportedAccounts } from './facts.ts';

/** What somebody wants to have in a report. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'account'; readonly accountId: string }
  | { readonly kind: 'filter'; readonly filter: Filter }
  | { readonly kind: 'selection'; readonly refs: readonly InstanceRef[] };

export interface Making {
  readonly inventory: Inventory;
  readonly journal: Journal;
  readonly tool: ReportFacts['tool'];
  readonly clock: Clock;
  readonly policy?: PolicyFile | undefined;
  /** All changes of states that are known, for the trend. */
  readonly history?: readonly DatabaseChange[];
}

/** How many days a trend has at most. */
const TREND_DAYS = 30;

/** Makes a report of what is known at this moment; no cloud is asked. */
export async function makeReport(making: Making, scope: Scope): Promise<Report> {
  const { clock, policy } = making;
  const facts = await reportFacts(making, scope);
  return buildReport(facts, (one) => judgedBy(policy?.policy, one, clock), FRAMEWORKS, clock);
}

/** Some instances as rows of a report that judges without a policy, to be copied. */
export function reportRows(inventory: Inventory, records: readonly InstanceRecord[], clock: Clock): Row[] {
  return records.flatMap((record) => {
    const account = inventory.account(record.instance.accountId);
    if (!account) return [];
    const facts = instanceFacts(inventory, record, account, new Map());
    return [rowOf(facts, accountFacts(account), judgedBy(undefined, facts, clock))];
  });
}

/** All that a report is made from. */
export async function reportFacts(making: Making, scope: Scope): Promise<ReportFacts> {
  const { inventory, journal, tool, clock, policy, history = [] } = making;
  const days = scope.kind === 'all' ? trend(history, clock.now(), TREND_DAYS) : [];
  const reported = reportedAccounts(inventory, (account) => isAskedFor(account, scope));
  const all = reported.flatMap(({ records }) => [...records.values()]);
  const wanted = onePerDatabase(inventory, wantedOf(inventory, all, scope));
  const here = accountsOf(reported, wanted, scope);
  const { done } = await journal.standing();
  const accounts = new Map(reported.map((account) => [account.id, account]));
  return {
    tool,
    scope: { ...scopeFacts(scope), outside: onePerDatabase(inventory, all).length - wanted.length },
    accounts: here.map(accountFacts),
    instances: wanted.flatMap((record) => {
      const account = accounts.get(record.instance.accountId);
      return account ? [instanceFacts(inventory, record, account, done)] : [];
    }),
    journal: await journalFacts(journal),
    ...(policy && { policy: policyFacts(policy) }),
    ...(days.length > 1 && { trend: days.map(trendPoint) }),
  };
}

function isAskedFor({ id }: AccountView, scope: Scope): boolean {
  if (scope.kind === 'account') return id === scope.accountId;
  return scope.kind !== 'selection' || scope.refs.some(({ accountId }) => accountId === id);
}

function wantedOf(
  inventory: Inventory,
  all: readonly InstanceRecord[],
  scope: Scope,
): readonly InstanceRecord[] {
  switch (scope.kind) {
    case 'all':
      return all;
    case 'account':
      return all.filter(({ instance }) => instance.accountId === scope.accountId);
    case 'filter':
      return all.filter(filterOf(inventory, scope.filter));
    case 'selection':
      return selected(all, scope.refs);
  }
}

function selected(all: readonly InstanceRecord[], refs: readonly InstanceRef[]): readonly InstanceRecord[] {
  const keys = new Set(refs.map(({ accountId, instanceId }) => `${accountId}\n${instanceId}`));
  return all.filter(({ instance }) => keys.has(`${instance.accountId}\n${instance.id}`));
}

/** An account that has nothing to show may be one that could not be read: only a choice of instances leaves it out. */
function accountsOf(
  reported: readonly AccountView[],
  wanted: readonly InstanceRecord[],
  scope: Scope,
): readonly AccountView[] {
  if (scope.kind === 'account') return reported.filter(({ id }) => id === scope.accountId);
  if (scope.kind !== 'selection') return reported;
  const ids = new Set(wanted.map(({ instance }) => instance.accountId));
  return reported.filter(({ id }) => ids.has(id));
}

function scopeFacts(scope: Scope): Omit<ScopeFacts, 'outside'> {
  if (scope.kind !== 'filter' || !isFiltering(scope.filter)) return { kind: scope.kind };
  return { kind: scope.kind, filter: scope.filter };
}
