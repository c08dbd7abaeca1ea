import { isFiltering, matcherOf, type Filter } from '../../domain/viewChoice.ts';
import type { InstanceRecord, InstanceRef } from '../../domain/instance.ts';
import type { Clock } from '../../domain/time.ts';
import { judge } from '../../domain/verdict.ts';
import type { Journal } from '../../files/journal.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { buildReport } from '../../report/buildReport.ts';
import type { InstanceFacts, Judgement, ReportFacts, ScopeFacts } from '../../report/facts.ts';
import { FRAMEWORKS } from '../../report/frameworks.ts';
import type { Report } from '../../report/report.ts';
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
}

/** Makes a report of what is known at this moment; no cloud is asked. */
export async function makeReport(making: Making, scope: Scope): Promise<Report> {
  const { clock } = making;
  const facts = await reportFacts(making, scope);
  return buildReport(facts, (one) => judgeWithoutPolicy(one, clock), FRAMEWORKS, clock);
}

/** Without a policy every instance is required to have encrypted backups. */
function judgeWithoutPolicy({ encryption }: InstanceFacts, clock: Clock): Judgement {
  return { ...judge(encryption, { required: true }, clock.now()), required: true };
}

/** All that a report is made from. */
export async function reportFacts({ inventory, journal, tool }: Making, scope: Scope): Promise<ReportFacts> {
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
      return all.filter(matcherOf(scope.filter, (id) => inventory.account(id)?.name ?? id));
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
