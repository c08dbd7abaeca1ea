import * as l10n from '@vscode/l10n';
import { daysLeft, LONGEST_EXCEPTION } from './day.ts';
import type { FleetFacts, Judged } from './fleetFacts.ts';
import { isInForce } from './judging.ts';
import { partsOf, pathsOf, type Exception, type Placed, type Policy } from './policy.ts';
import type { Problem } from './problem.ts';
import { invalid } from './source.ts';

/** So many days before its end an exception is pointed out. */
const NOTICE = 30;

type ByPath = ReadonlyMap<string, Judged>;

/** What is to be said of exceptions: their ends, and those that nothing needs. */
export function exceptionProblems(
  { exceptions }: Policy,
  judged: readonly Judged[],
  fleet: FleetFacts,
  now: number,
): Problem[] {
  const byPath: ByPath = new Map(
    judged.flatMap((one) => pathsOf(one.subject).map((path) => [path, one] as const)),
  );
  const before = new Map<string, Placed<string>>();
  return exceptions.flatMap((exception) => [
    ...endProblems(exception, now),
    ...unusedProblems(exception, byPath, fleet),
    ...duplicateProblems(exception, before),
  ]);
}

function endProblems({ expires, index }: Exception, now: number): Problem[] {
  const left = daysLeft(expires.value, now);
  const place = { range: expires.range, exception: index };
  if (left > LONGEST_EXCEPTION) {
    const message = l10n.t('An exception lasts 366 days at most; until then this one softens nothing.');
    return [{ ...invalid(message, expires.range), exception: index }];
  }
  if (left < 0) {
    const message = l10n.t('This exception has expired: what it softened counts again.');
    return [{ code: 'exception-expired', severity: 'error', message, ...place }];
  }
  if (left > NOTICE) return [];
  return [{ code: 'exception-expiring', severity: 'warning', message: expiryWords(left), ...place }];
}

/** When an exception ends, in words. */
export function expiryWords(left: number): string {
  if (left < 0) return l10n.t('expired');
  if (left === 0) return l10n.t('expires today');
  return left === 1 ? l10n.t('expires tomorrow') : l10n.t('expires in {0} days', left);
}

function unusedProblems(exception: Exception, byPath: ByPath, fleet: FleetFacts): Problem[] {
  if (fleet.accounts.length === 0) return [];
  const unused = exception.instances.flatMap((placed) => {
    const why = whyUnused(exception, placed.value, byPath, fleet);
    return why ? [{ ...why, placed }] : [];
  });
  const needless = unused.filter(({ isSure }) => isSure);
  if (exception.instances.length === 0 || needless.length === exception.instances.length) {
    const message = needless[0]?.message ?? l10n.t('This exception names no instance.');
    return [unusedProblem(message, exception, exception.range, true)];
  }
  return unused.map(({ message, isSure, placed }) => ({
    ...unusedProblem(message, exception, placed.range, isSure),
    path: placed.value,
  }));
}

function unusedProblem(
  message: string,
  { index }: Exception,
  range: Exception['range'],
  isSure: boolean,
): Problem {
  const found = { code: 'exception-unused', message, range, exception: index } as const;
  return isSure
    ? { ...found, severity: 'warning', isUnnecessary: true }
    : { ...found, severity: 'information' };
}

/** Why an exception does nothing for an instance, if it does not; `isSure` unless nobody can tell here. */
function whyUnused(
  { rule }: Exception,
  path: string,
  byPath: ByPath,
  { accounts }: FleetFacts,
): { readonly message: string; readonly isSure: boolean } | undefined {
  const found = byPath.get(path);
  if (!found) {
    const parts = partsOf(path);
    const account = accounts.find(
      ({ provider, id }) => provider === parts?.provider && id === parts.accountId,
    );
    if (!account) {
      const message = l10n.t(
        'There is no account "{0}" here that could tell whether this is needed.',
        parts?.accountId ?? '',
      );
      return { message, isSure: false };
    }
    return account.isComplete ? { message: l10n.t('There is no such instance.'), isSure: true } : undefined;
  }
  const { judgement } = found;
  if (judgement.rule !== rule.value) {
    const message = l10n.t(
      'The rule "{0}" does not apply to this instance; "{1}" does.',
      rule.value,
      judgement.rule,
    );
    return { message, isSure: true };
  }
  if (judgement.finding) return undefined;
  const message =
    judgement.verdict === 'pass'
      ? l10n.t('This instance has what the rule requires; it needs no exception.')
      : l10n.t('Nothing is required of this instance; it needs no exception.');
  return { message, isSure: true };
}

/** @param before the instances of the exceptions before, by rule */
function duplicateProblems(
  { rule, instances, index }: Exception,
  before: Map<string, Placed<string>>,
): Problem[] {
  return instances.flatMap((placed) => {
    const key = `${rule.value}\n${placed.value}`;
    const first = before.get(key);
    if (!first) {
      before.set(key, placed);
      return [];
    }
    return [
      {
        code: 'exception-duplicate',
        severity: 'warning',
        message: l10n.t('There is an exception for this rule and instance already.'),
        range: placed.range,
        related: [{ message: l10n.t('The first one is here.'), range: first.range }],
        isUnnecessary: true,
        exception: index,
        path: placed.value,
      },
    ];
  });
}

/** Whether an exception holds today, and when it ends, in words. */
export function exceptionWords(exception: Exception, now: number): string {
  const left = daysLeft(exception.expires.value, now);
  return isInForce(exception, now) || left < 0 ? expiryWords(left) : l10n.t('lasts longer than 366 days');
}
