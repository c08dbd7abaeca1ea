import { createHash } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import { canonicalJson } from './canonical.ts';
import type { Report, Unsealed } from './report.ts';

/** Seals a report: whoever changes it afterwards, and does not seal it anew, is found out. */
export function seal(report: Unsealed): Report {
  return {
    ...report,
    integrity: { algorithm: 'sha256', canonicalization: 'RFC8785', sha256: hashOf(report) },
  };
}

/** The journal that a report is bound to, as it is now. */
export interface JournalChain {
  /** The SHA-256 of every line, the oldest first. */
  readonly hashes: readonly string[];
  readonly isIntact: boolean;
}

/** What checking a report found: sentences; empty when it is as it was written. */
export type ReportProblems = readonly string[];

/** The head of a journal that has no line yet. */
export const NO_HEAD = '0'.repeat(64);

/**
 * Checks that a report is as it was written, and with a journal that its head is in there at its place.
 * @param text a report in the JSON format
 */
export function verifyReport(text: string, journal?: JournalChain): ReportProblems {
  const report = read(text);
  if (!report) return [l10n.t('This is no report in the JSON format.')];
  const { integrity, ...rest } = report;
  const problems = [];
  if (integrity.sha256 !== hashOf(rest))
    problems.push(l10n.t('The report was changed after it had been written.'));
  if (journal) problems.push(...problemsWithJournal(report, journal));
  return problems;
}

function problemsWithJournal({ journal }: Report, { hashes, isIntact }: JournalChain): string[] {
  const { head, entries } = journal;
  const found = entries === 0 ? NO_HEAD : hashes[entries - 1];
  return [
    !isIntact && l10n.t('The change journal is damaged.'),
    found !== head && l10n.t('The change journal is not the one that the report was bound to.'),
  ].filter((problem) => problem !== false);
}

function hashOf(report: object): string {
  return createHash('sha256').update(canonicalJson(report)).digest('hex');
}

function read(text: string): Report | undefined {
  try {
    const report = JSON.parse(text) as Partial<Report> | null;
    const isReport = report?.schemaVersion === 1 && report.integrity?.sha256 && report.journal;
    return isReport ? (report as Report) : undefined;
  } catch {
    return undefined;
  }
}
