import { newTally, recount, standing } from '../domain/posture.ts';
import type { Verdict } from '../domain/verdict.ts';
import type { AccountFacts, InstanceFacts, Judgement } from './facts.ts';
import type { AccountSummary, Summary } from './report.ts';
import { plain } from './rows.ts';

export interface Judged {
  readonly facts: InstanceFacts;
  readonly judgement: Judgement;
}

/** Old answers, and those whose first encrypted backup is pending, are counted apart from the states of now. */
export function summaryOf(judged: readonly Judged[]): Summary {
  const tally = newTally();
  const byVerdict: Record<Verdict, number> = {
    fail: 0,
    'not-verified': 0,
    excepted: 0,
    'not-applicable': 0,
    pass: 0,
  };
  for (const { facts, judgement } of judged) {
    recount(tally, undefined, standing(facts.encryption));
    byVerdict[judgement.verdict] += 1;
  }
  const { total, ...byState } = tally;
  return { total, byState, byVerdict };
}

/** An account with its counts; a database that several see is counted with the one whose row it is. */
export function accountSummaries(
  accounts: readonly AccountFacts[],
  judged: readonly Judged[],
): AccountSummary[] {
  const byAccount = Map.groupBy(judged, ({ facts }) => facts.instance.accountId);
  return accounts.map((account) => {
    const { id, provider, service, name, state, cloudAccountUid, principal, readAt, lookedIn, sandbox } =
      account;
    return {
      id: plain(id),
      provider,
      service,
      name: plain(name),
      state,
      ...(cloudAccountUid && { cloudAccountUid: plain(cloudAccountUid) }),
      ...(principal && { principal: plain(principal) }),
      ...(readAt && { readAt }),
      lookedIn: lookedIn.map(plain),
      ...(sandbox && { sandbox }),
      ...summaryOf(byAccount.get(id) ?? []),
    };
  });
}
