import type { TrendDay } from '../../domain/trend.ts';
import type { Clock } from '../../domain/time.ts';
import { judgeInstance } from '../../policy/judging.ts';
import type { Exception, Policy } from '../../policy/policy.ts';
import type {
  ExceptionFacts,
  InstanceFacts,
  Judgement,
  PolicyFacts,
  TrendPoint,
} from '../../report/facts.ts';

/** A policy with the name of its file. */
export interface PolicyFile {
  readonly name: string;
  readonly policy: Policy;
}

/** What a policy, or its absence, makes of an instance, as a report takes it. */
export function judgedBy(policy: Policy | undefined, facts: InstanceFacts, clock: Clock): Judgement {
  const { instance, encryption, alsoSeenBy: otherAccounts, known = {} } = facts;
  const judged = judgeInstance(policy, { instance, encryption, otherAccounts, known }, clock.now());
  const { exception, ...rest } = judged;
  return { ...rest, ...(exception && { exception: exceptionFacts(exception) }) };
}

function exceptionFacts({ rule, owner, reason, expires, ticket }: Exception): ExceptionFacts {
  return { rule: rule.value, owner, reason, expires: expires.value, ...(ticket && { ticket }) };
}

export function policyFacts({ name, policy }: PolicyFile): PolicyFacts {
  const rules = policy.rules.map(({ id, severity, range, controls }) => {
    return { id, severity, line: range.start.line + 1, controls };
  });
  return { file: name, rules };
}

/** What is awaited or contradicts itself is not known. */
export function trendPoint({ day, on, awaited, partial, off, contradicting }: TrendDay): TrendPoint {
  return { day, encrypted: on, notEncrypted: off + partial, notKnown: awaited + contradicting };
}
