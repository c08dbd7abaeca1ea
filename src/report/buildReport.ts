import { isoTime, type Clock } from '../domain/time.ts';
import { completenessOf } from './completeness.ts';
import type { InstanceFacts, Judgement, ReportFacts } from './facts.ts';
import type { Framework } from './frameworks.ts';
import { seal } from './integrity.ts';
import type { Report, Row } from './report.ts';
import { placeOf, plain, rowOf, sortRows } from './rows.ts';
import { accountSummaries, summaryOf } from './summary.ts';
import { disclaimer } from './words.ts';

/**
 * Makes the report. It says what the facts say and nothing else, and it is sealed.
 * @param judge what the policy, or its absence, makes of an instance
 */
export function buildReport(
  facts: ReportFacts,
  judge: (instance: InstanceFacts) => Judgement,
  frameworks: readonly Framework[],
  clock: Clock,
): Report {
  const { tool, scope, accounts, instances, policy, trend, journal } = facts;
  const judged = instances.map((one) => ({ facts: one, judgement: judge(one) }));
  const byId = new Map(accounts.map((account) => [account.id, account]));
  const rows = sortRows(
    judged.map((one) => rowOf(one.facts, byId.get(one.facts.instance.accountId), one.judgement)),
  );
  const regions = accounts.flatMap((account) => [...account.regions, ...account.lookedIn]);
  return seal({
    schemaVersion: 1,
    generatedAt: isoTime(clock.now()),
    tool,
    scope: {
      ...scope,
      ...(scope.filter && { filter: { ...scope.filter, text: plain(scope.filter.text) } }),
      accounts: accounts.map(({ id }) => plain(id)),
      regions: [...new Set(regions)].sort().map(plain),
    },
    completeness: completenessOf(accounts, instances),
    summary: summaryOf(judged),
    accounts: accountSummaries(accounts, judged),
    rows,
    exceptions: exceptionsOf(rows),
    ...(policy && { policy }),
    frameworks,
    ...(trend && { trend }),
    journal,
    disclaimer: disclaimer(),
  });
}

/** Each exception that softens something, with the instances that it is for: they are shown, never hidden. */
function exceptionsOf(rows: readonly Row[]): Report['exceptions'] {
  const softened = rows.filter(({ policy }) => policy.exception);
  const groups = Map.groupBy(softened, ({ policy }) => JSON.stringify(policy.exception));
  return [...groups.values()].flatMap((group) => {
    const exception = group[0]?.policy.exception;
    return exception ? [{ ...exception, instances: group.map(placeOf) }] : [];
  });
}
