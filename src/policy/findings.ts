import * as l10n from '@vscode/l10n';
import { dateOf, type Finding } from '../domain/verdict.ts';
import { plainText } from '../domain/text.ts';
import { reasonWord, shownTime } from '../domain/words.ts';
import type { Judged } from './fleetFacts.ts';
import { DEFAULT_RULE, pathOf, type Policy, type Subject } from './policy.ts';
import type { Range } from './place.ts';
import { LEVELS, type Problem } from './problem.ts';

/** So many instances are named below a problem. */
const MOST_NAMED = 50;

/** One problem for each rule and kind of finding, on the rule's id; what is excepted has none. */
export function findingProblems(policy: Policy, judged: readonly Judged[]): Problem[] {
  const open = judged.filter(({ judgement }) => judgement.finding && judgement.verdict !== 'excepted');
  const groups = Map.groupBy(open, ({ judgement: { rule, finding } }) => `${rule}\n${finding}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    const { finding, rule = DEFAULT_RULE, severity = 'high' } = first?.judgement ?? {};
    if (!finding) return [];
    const range = policy.rules.find(({ id }) => id === rule)?.range ?? policy.defaults.range;
    const subjects = group.map(({ subject }) => subject);
    const message = findingSentence(finding, subjects.length);
    const related = namedBelow(subjects, range);
    return [{ code: finding, severity: LEVELS[severity], message, range, related, rule, subjects }];
  });
}

function namedBelow(subjects: readonly Subject[], range: Range): Problem['related'] {
  const lines = subjects.slice(0, MOST_NAMED).map(subjectLine);
  const more = subjects.length - lines.length;
  if (more > 0) lines.push(l10n.t('and {0} more', more));
  return lines.map((message) => ({ message, range }));
}

/** An instance in one line: what it is called, and what is known of it. */
function subjectLine({ instance, encryption: { evidence, reason } }: Subject): string {
  const path = pathOf(instance);
  const name = instance.name && instance.name !== instance.id ? `${instance.name} (${path})` : path;
  const basis = evidence
    ? l10n.t('as of {0}', shownTime(dateOf(evidence)))
    : reason.message || reasonWord(reason);
  return plainText([name, basis].filter(Boolean).join(', '));
}

function findingSentence(finding: Finding, count: number): string {
  const isOne = count === 1;
  const sentences: Readonly<Record<Finding, () => string>> = {
    'not-encrypted': () =>
      isOne
        ? l10n.t('The backups of 1 instance are not encrypted.')
        : l10n.t('The backups of {0} instances are not encrypted.', count),
    'partly-encrypted': () =>
      isOne
        ? l10n.t('The backups of 1 instance are encrypted in part only.')
        : l10n.t('The backups of {0} instances are encrypted in part only.', count),
    'not-verified': () =>
      isOne
        ? l10n.t('Of 1 instance it is not known whether all that is required holds.')
        : l10n.t('Of {0} instances it is not known whether all that is required holds.', count),
    'evidence-too-old': () =>
      isOne
        ? l10n.t('The evidence for 1 instance is older than the policy allows.')
        : l10n.t('The evidence for {0} instances is older than the policy allows.', count),
    'wrong-key': () =>
      isOne
        ? l10n.t('The backups of 1 instance are encrypted with another key than required.')
        : l10n.t('The backups of {0} instances are encrypted with another key than required.', count),
    'no-longer-encrypted': () =>
      isOne
        ? l10n.t('The backups of 1 instance are no longer encrypted.')
        : l10n.t('The backups of {0} instances are no longer encrypted.', count),
    'contradicting-evidence': () =>
      isOne
        ? l10n.t('The evidence for 1 instance contradicts itself.')
        : l10n.t('The evidence for {0} instances contradicts itself.', count),
    'unsupported-but-required': () =>
      isOne
        ? l10n.t('1 instance that must have encrypted backups cannot have them.')
        : l10n.t('{0} instances that must have encrypted backups cannot have them.', count),
  };
  return sentences[finding]();
}
