import * as l10n from '@vscode/l10n';
import type { AccountFact, FleetFacts, Judged } from './fleetFacts.ts';
import { fitsRule } from './judging.ts';
import { partsOf, type Policy, type Rule } from './policy.ts';
import type { Problem } from './problem.ts';

/** Rules that apply to nothing: a name that is mistyped, an account that is not there, or a rule before that takes all. */
export function ruleProblems(policy: Policy, judged: readonly Judged[], fleet: FleetFacts): Problem[] {
  // Without any account a policy is looked at by somebody who cannot tell.
  if (fleet.accounts.length === 0) return [];
  const applied = new Set(judged.map(({ judgement }) => judgement.rule));
  return policy.rules
    .filter(({ id }) => !applied.has(id))
    .flatMap((rule) => {
      const message = whyUnused(rule, judged, fleet);
      if (message === undefined) return [];
      const { range, id } = rule;
      return [
        { code: 'rule-matches-nothing', severity: 'warning', message, range, isUnnecessary: true, rule: id },
      ];
    });
}

function whyUnused(rule: Rule, judged: readonly Judged[], { accounts }: FleetFacts): string | undefined {
  const others = new Set(
    judged.filter(({ subject }) => fitsRule(rule, subject)).map(({ judgement }) => judgement.rule),
  );
  if (others.size > 0) {
    return l10n.t(
      'All instances that this rule fits are taken by rules before it: {0}.',
      [...others].join(', '),
    );
  }
  const candidates = accounts.filter((account) => couldHave(rule, account));
  if (candidates.length === 0) return l10n.t('No account here is one that this rule fits.');
  if (candidates.some(({ isComplete }) => !isComplete)) return undefined;
  return l10n.t('No instance fits this rule.');
}

/** Whether an account could have an instance that the rule fits. */
function couldHave({ match: { ids, globs } }: Rule, { provider, id }: AccountFact): boolean {
  if (ids) {
    return ids.some(({ value }) => {
      const parts = partsOf(value);
      return parts?.provider === provider && parts.accountId === id;
    });
  }
  const fits = (matcher: 'provider' | 'account', text: string) =>
    globs[matcher]?.some((glob) => glob.fits(text)) ?? true;
  return fits('provider', provider) && fits('account', id);
}
