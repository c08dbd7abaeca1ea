import * as l10n from '@vscode/l10n';
import type { Encryption, Evidence, Reason } from '../domain/encryption.ts';
import type { Standing } from '../domain/posture.ts';
import type { Finding, Verdict } from '../domain/verdict.ts';
import type { Report, Row } from './report.ts';
import { reasonWord, shownTime, stateWord } from '../domain/words.ts';

/** The words of reports. On paper a state is never more than its evidence: "as of …", not "is encrypted". */

/** Verdicts, the worst first. */
export const VERDICTS = [
  'fail',
  'not-verified',
  'excepted',
  'not-applicable',
  'pass',
] as const satisfies Verdict[];

/** What instances are counted as, the worst first. */
export const STANDINGS = [
  'off',
  'partial',
  'unknown',
  'stale',
  'awaited',
  'on',
  'unsupported',
] as const satisfies Standing[];

export function verdictWord(verdict: Verdict): string {
  const words: Record<Verdict, string> = {
    pass: l10n.t('pass'),
    fail: l10n.t('fail'),
    'not-verified': l10n.t('not verified'),
    'not-applicable': l10n.t('not applicable'),
    excepted: l10n.t('excepted'),
  };
  return words[verdict];
}

/** What a verdict means: a sentence. */
export function verdictText(verdict: Verdict): string {
  const texts: Record<Verdict, string> = {
    pass: l10n.t('Must have encrypted backups, and its evidence says that it has.'),
    fail: l10n.t('Its evidence says that something required of its backups does not hold.'),
    'not-verified': l10n.t('Must have encrypted backups, and nothing proves whether it has.'),
    'not-applicable': l10n.t('Cannot have encrypted backups, or need not.'),
    excepted: l10n.t('Somebody answers for letting it be, until a day.'),
  };
  return texts[verdict];
}

/** What the report comes to: never "all is well" while something was not looked at. */
export function headline({ summary, completeness }: Pick<Report, 'summary' | 'completeness'>): string {
  const { byVerdict } = summary;
  const { fail } = byVerdict;
  const doubtful = byVerdict['not-verified'];
  const judged = fail + doubtful + byVerdict.pass + byVerdict.excepted;
  if (fail > 0) return l10n.t('{0} of {1} instances fail what is required of their backups', fail, judged);
  if (doubtful > 0) return l10n.t('{0} of {1} instances are not verified', doubtful, judged);
  if (!completeness.complete) return l10n.t('Nothing fails in what was read, and not everything was read');
  if (byVerdict.pass === 0) return l10n.t('There is no instance that must have encrypted backups');
  return l10n.t('All {0} instances pass or are excepted', judged);
}

export function standingWord(standing: Standing): string {
  return standing === 'stale' ? l10n.t('from an earlier reading') : stateWord(standing);
}

/** What is wrong with an instance: a sentence. */
export function findingText(finding: Finding): string {
  const texts: Record<Finding, string> = {
    'not-encrypted': l10n.t('Its backups are not encrypted.'),
    'partly-encrypted': l10n.t('Its backups are encrypted in part only.'),
    'not-verified': l10n.t('Nothing proves that its backups are encrypted.'),
    'evidence-too-old': l10n.t('What proves its state is too old.'),
    'wrong-key': l10n.t('Its backups are encrypted with another key than the policy asks for.'),
    'no-longer-encrypted': l10n.t('Its backups were encrypted, and are not any more.'),
    'contradicting-evidence': l10n.t('What is known of its backups contradicts itself.'),
    'unsupported-but-required': l10n.t('Its backups must be encrypted, and it does not support that.'),
  };
  return texts[finding];
}

/** What the statement says already. */
const PLAIN_FINDINGS: ReadonlySet<Finding> = new Set(['not-encrypted', 'partly-encrypted', 'not-verified']);

/** What is known of an instance, and what makes it worth less than it seems: sentences. */
export function rowText({
  statement: known,
  stale,
  finding,
}: Pick<Row, 'statement' | 'stale' | 'finding'>): string {
  const beside = finding && !PLAIN_FINDINGS.has(finding) ? findingText(finding) : '';
  return [known, stale && l10n.t('From an earlier reading.'), beside].filter(Boolean).join(' ');
}

/** What is known of an instance: a sentence that says no more than its evidence does. */
export function statement(encryption: Encryption): string {
  const { state, evidence, reason } = encryption;
  if (evidence) return statementOf(state, evidence);
  return state === 'unsupported'
    ? l10n.t('It cannot have encrypted backups: {0}', reasonText(reason))
    : l10n.t('Its state is not known: {0}', reasonText(reason));
}

function statementOf(state: Encryption['state'], evidence: Evidence): string {
  const word = stateWord(state);
  const { asOf, seenAt } = evidence;
  switch (evidence.source) {
    case 'status-call':
      return l10n.t('The cloud reported new backups as {0} at {1}.', word, shownTime(seenAt));
    case 'backup-set':
      return asOf
        ? l10n.t('As of the backup that ended {0}: {1}.', shownTime(asOf), word)
        : l10n.t('As of a backup seen {0}: {1}.', shownTime(seenAt), word);
    case 'change-accepted':
      return l10n.t(
        'The cloud accepted a change to {0} at {1}; no backup has shown it yet.',
        word,
        shownTime(seenAt),
      );
    case 'already-enabled':
      return l10n.t(
        'The cloud called it {0} already at {1}; no backup has shown it yet.',
        word,
        shownTime(seenAt),
      );
  }
}

/** Why something is not known, in the words of whoever said so, with its code. */
export function reasonText(reason: Pick<Reason, 'category' | 'code' | 'message'>): string {
  const { message, code } = reason;
  return [message || reasonWord(reason), code && `(${code})`].filter(Boolean).join(' ');
}

export function disclaimer(): string {
  return l10n.t(
    'This report shows what the clouds answered and as of when. It can support the evidence for the controls named in it; it is no legal or audit opinion, and no statement that anybody complies with anything.',
  );
}
