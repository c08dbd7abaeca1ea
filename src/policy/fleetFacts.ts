import type { Judgement } from './judging.ts';
import type { Subject } from './policy.ts';

/** The fleet that a policy is held against. */
export interface FleetFacts {
  /** Each database once. */
  readonly subjects: readonly Subject[];
  readonly accounts: readonly AccountFact[];
}

export interface AccountFact {
  readonly provider: string;
  readonly id: string;
  /** Whether all of it was read: only then is what is not there known not to be there. */
  readonly isComplete: boolean;
}

/** An instance with what the policy makes of it. */
export interface Judged {
  readonly subject: Subject;
  readonly judgement: Judgement;
}
