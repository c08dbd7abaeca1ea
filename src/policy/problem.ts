import { FINDINGS } from '../domain/verdict.ts';
import type { Severity, Subject } from './policy.ts';
import type { Range } from './place.ts';

/** What is wrong: of instances, of exceptions, of rules, of the file. Each has its place in docs/policy.md. */
export const PROBLEM_CODES = [
  ...FINDINGS,
  'exception-expired',
  'exception-expiring',
  'exception-unused',
  'exception-duplicate',
  'rule-matches-nothing',
  'invalid-policy',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];

export interface Problem {
  readonly code: ProblemCode;
  readonly severity: 'error' | 'warning' | 'information';
  readonly message: string;
  readonly range: Range;
  /** More to it, each with its place in the file. */
  readonly related?: readonly { readonly message: string; readonly range: Range }[];
  /** Whether what stands there has no effect. */
  readonly isUnnecessary?: true;
  /** The rule and the instances that it is about. */
  readonly rule?: string;
  readonly subjects?: readonly Subject[];
  /** The exception that it is about, by its place among those of the file. */
  readonly exception?: number;
  /** The one instance of that exception that it is about, where it is not about all. */
  readonly path?: string;
}

export const LEVELS = {
  high: 'error',
  medium: 'warning',
  low: 'information',
} as const satisfies Record<Severity, Problem['severity']>;
