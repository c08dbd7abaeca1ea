import * as l10n from '@vscode/l10n';
import { standing, type Standing } from '../domain/posture.ts';
import { exceptionWords } from './exceptions.ts';
import type { Judged } from './fleetFacts.ts';
import type { Range } from './place.ts';
import type { Policy, Subject } from './policy.ts';

/** One line above a rule or an exception. */
export interface Lens {
  readonly range: Range;
  readonly text: string;
  readonly subjects: readonly Subject[];
}

/** @param readAt when the fleet was read last, as it is shown; empty when it never was */
export function lensesOf(policy: Policy, judged: readonly Judged[], readAt: string, now: number): Lens[] {
  const byRule = Map.groupBy(judged, ({ judgement }) => judgement.rule);
  return [
    ...policy.rules.map(({ id, range }) => {
      const of = byRule.get(id) ?? [];
      return { range, text: postureWords(of, readAt), subjects: of.map(({ subject }) => subject) };
    }),
    ...policy.exceptions.map((exception) => ({
      range: exception.range,
      text: exceptionWords(exception, now),
      subjects: [],
    })),
  ];
}

function postureWords(judged: readonly Judged[], readAt: string): string {
  if (judged.length === 0) return l10n.t('applies to no instance that is known');
  const counts = new Map<Standing, number>();
  for (const { subject } of judged) {
    const as = standing(subject.encryption);
    counts.set(as, (counts.get(as) ?? 0) + 1);
  }
  const count = (...as: readonly Standing[]) => as.reduce((sum, one) => sum + (counts.get(one) ?? 0), 0);
  const excepted = judged.filter(({ judgement }) => judgement.verdict === 'excepted').length;
  return [
    l10n.t('{0} encrypted', count('on')),
    count('awaited') > 0 && l10n.t('{0} first backup pending', count('awaited')),
    l10n.t('{0} not', count('off', 'partial')),
    l10n.t('{0} unknown', count('unknown')),
    count('unsupported') > 0 && l10n.t('{0} not supported', count('unsupported')),
    count('stale') > 0 && l10n.t('{0} last known', count('stale')),
    excepted > 0 && l10n.t('{0} excepted', excepted),
    readAt && l10n.t('as of {0}', readAt),
  ]
    .filter(Boolean)
    .join(' · ');
}
