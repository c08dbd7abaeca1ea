import type { Row, Report } from '../report.ts';
import { fingerprint, NOT_READ, unreadFingerprint } from '../fingerprint.ts';
import { unseenOf } from '../unseen.ts';
import { rowText } from '../words.ts';
import { policyPlaces, type PolicyPlaces } from '../policyPlaces.ts';

/** By how grave a failure is; what is not verified is never critical. */
const SEVERITIES = { high: 'critical', medium: 'major', low: 'minor' } as const;

/** GitLab's Code Quality report: what is wrong, at its rule's line in the policy. */
export function* writeGitlab(report: Report): Generator<string> {
  const places = policyPlaces(report);
  let separator = '[\n';
  for (const issue of issues(report, places)) {
    yield `${separator}${JSON.stringify(issue)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

function* issues({ rows, completeness }: Report, places: PolicyPlaces): Generator<object> {
  for (const unseen of unseenOf(completeness)) {
    yield {
      description: unseen.text,
      check_name: NOT_READ,
      fingerprint: unreadFingerprint(unseen, unseen.part),
      severity: unseen.isFailure ? 'major' : 'info',
      location: location(places, ''),
    };
  }
  for (const row of rows) {
    const severity = severityOf(row);
    if (!severity) continue;
    yield {
      description: `${row.name} (${row.accountName}, ${row.region}): ${rowText(row)}`,
      check_name: row.finding ?? row.verdict,
      fingerprint: fingerprint(row),
      severity,
      location: location(places, row.policy.rule),
    };
  }
}

function severityOf({ verdict, severity = 'high' }: Row): string | undefined {
  if (verdict === 'fail') return SEVERITIES[severity];
  if (verdict === 'not-verified') return severity === 'low' ? 'minor' : 'major';
  return verdict === 'excepted' ? 'info' : undefined;
}

function location({ file, lineOf }: PolicyPlaces, rule: string) {
  return { path: file, lines: { begin: lineOf(rule) } };
}
