import { exceptionProblems } from './exceptions.ts';
import { findingProblems } from './findings.ts';
import type { FleetFacts, Judged } from './fleetFacts.ts';
import { judgeInstance } from './judging.ts';
import type { Policy } from './policy.ts';
import type { Problem } from './problem.ts';
import { ruleProblems } from './rules.ts';

export interface Review {
  readonly judged: readonly Judged[];
  readonly problems: readonly Problem[];
}

/** Holds a policy against the fleet as it is known: nothing is asked of a cloud, and nothing of the fleet changes. */
export function reviewPolicy(policy: Policy, fleet: FleetFacts, now: number): Review {
  const judged = fleet.subjects.map((subject) => ({
    subject,
    judgement: judgeInstance(policy, subject, now),
  }));
  return {
    judged,
    problems: [
      ...findingProblems(policy, judged),
      ...exceptionProblems(policy, judged, fleet, now),
      ...ruleProblems(policy, judged, fleet),
    ],
  };
}
