import { DEFAULT_MAX_AGE, judge, type Finding, type Judged, type Verdict } from '../domain/verdict.ts';
import { daysLeft, LONGEST_EXCEPTION } from './day.ts';
import {
  DEFAULT_RULE,
  MATCHERS,
  pathsOf,
  type Exception,
  type Policy,
  type Rule,
  type Severity,
  type Subject,
} from './policy.ts';

/** What a policy makes of one instance. */
export interface Judgement {
  readonly verdict: Verdict;
  /** What the verdict would be without the exception. */
  readonly original?: Exclude<Verdict, 'excepted'>;
  readonly finding?: Finding;
  /** The id of the rule that applies; `default` where none of the file does. */
  readonly rule: string;
  readonly required: boolean;
  /** How grave the finding is; set together with it. */
  readonly severity?: Severity;
  readonly exception?: Exception;
}

/**
 * Judges one instance: by the first rule that fits, else by the defaults. Without a policy every instance is required.
 * @param now milliseconds since 1970, by the corrected clock
 */
export function judgeInstance(policy: Policy | undefined, subject: Subject, now: number): Judgement {
  const rule = policy && ruleOf(policy, subject);
  const required = rule?.required ?? policy?.defaults.required ?? true;
  const requirement = {
    required,
    byRule: rule !== undefined,
    maxAge: policy?.defaults.maxAge ?? DEFAULT_MAX_AGE,
    ...(rule?.logs && { logs: true }),
    ...(rule?.key && { key: rule.key }),
  };
  const judged = judge(subject.encryption, requirement, now, subject.known);
  const applied = { rule: rule?.id ?? DEFAULT_RULE, required };
  if (!judged.finding) return { ...judged, ...applied };
  const severity =
    judged.verdict === 'fail' ? (rule?.severity ?? 'high') : (policy?.defaults.onUnknown ?? 'high');
  const exception = policy && exceptionFor(policy, applied.rule, subject, now);
  return { ...judged, ...(exception && soften(judged, exception)), ...applied, severity };
}

function soften({ verdict }: Judged, exception: Exception) {
  return { verdict: 'excepted', original: verdict as Exclude<Verdict, 'excepted'>, exception } as const;
}

/** The first rule that an instance fits. */
export function ruleOf({ rules }: Policy, subject: Subject): Rule | undefined {
  return rules.find((rule) => fitsRule(rule, subject));
}

export function fitsRule({ match: { paths, globs } }: Rule, subject: Subject): boolean {
  if (paths) return pathsOf(subject).some((path) => paths.has(path));
  const { instance, otherAccounts = [] } = subject;
  return MATCHERS.every((matcher) => {
    const patterns = globs[matcher];
    const texts = matcher === 'account' ? [instance.accountId, ...otherAccounts] : [instance[matcher]];
    return !patterns || patterns.some((pattern) => texts.some((text) => pattern.fits(text)));
  });
}

function exceptionFor(policy: Policy, rule: string, subject: Subject, now: number): Exception | undefined {
  const byName = exceptionsByName(policy);
  return pathsOf(subject)
    .flatMap((path) => byName.get(nameOf(rule, path)) ?? [])
    .find((exception) => isInForce(exception, now));
}

/** Whether an exception softens anything today: its last day is included, and one for more than a year is none. */
export function isInForce({ expires }: Exception, now: number): boolean {
  const left = daysLeft(expires.value, now);
  return left >= 0 && left <= LONGEST_EXCEPTION;
}

const indexes = new WeakMap<Policy, ReadonlyMap<string, readonly Exception[]>>();

/** The exceptions of a policy by rule and instance: a file may have as many as a fleet has instances. */
function exceptionsByName(policy: Policy): ReadonlyMap<string, readonly Exception[]> {
  const known = indexes.get(policy);
  if (known) return known;
  const index = new Map<string, Exception[]>();
  for (const exception of policy.exceptions) {
    for (const { value } of exception.instances) {
      const name = nameOf(exception.rule.value, value);
      const there = index.get(name);
      if (there) there.push(exception);
      else index.set(name, [exception]);
    }
  }
  indexes.set(policy, index);
  return index;
}

function nameOf(rule: string, path: string): string {
  return `${rule}\n${path}`;
}
