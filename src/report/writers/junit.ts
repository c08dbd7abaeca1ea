import * as l10n from '@vscode/l10n';
import { markup } from '../inert.ts';
import type { AccountSummary, Report, Row } from '../report.ts';
import { unseenOf, type Unseen } from '../unseen.ts';
import { findingText, rowText, verdictWord } from '../words.ts';

/** JUnit XML: a suite for each account, a case for each instance. What is not verified is an error, not a failure. */
export function* writeJunit(report: Report): Generator<string> {
  const { rows, completeness, accounts, tool, generatedAt } = report;
  const byAccount = Map.groupBy(rows, ({ accountId }) => accountId);
  const unseen = Map.groupBy(unseenOf(completeness), ({ account }) => account);
  const suites = accounts.map((account) => {
    return { account, rows: byAccount.get(account.id) ?? [], unseen: unseen.get(account.id) ?? [] };
  });
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${markup(tool.name)}"${counts(suites.map(countsOf))}>\n`;
  for (const suite of suites) yield* suiteXml(suite, generatedAt);
  yield '</testsuites>\n';
}

interface Suite {
  readonly account: AccountSummary;
  readonly rows: readonly Row[];
  readonly unseen: readonly Unseen[];
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

function countsOf({ rows, unseen }: Suite): Counts {
  const count = (...verdicts: Row['verdict'][]) =>
    rows.filter(({ verdict }) => verdicts.includes(verdict)).length;
  const failed = unseen.filter(({ isFailure }) => isFailure).length;
  return {
    tests: rows.length + unseen.length,
    failures: count('fail'),
    errors: count('not-verified') + failed,
    skipped: count('excepted', 'not-applicable') + unseen.length - failed,
  };
}

function counts(all: readonly Counts[]): string {
  const names = ['tests', 'failures', 'errors', 'skipped'] as const;
  const sum = (name: (typeof names)[number]) => all.reduce((total, one) => total + one[name], 0);
  return names.map((name) => ` ${name}="${sum(name)}"`).join('');
}

function* suiteXml(suite: Suite, generatedAt: string): Generator<string> {
  const { account, rows, unseen } = suite;
  const name = markup(`${account.service}: ${account.name}`);
  // The schema's times have no zone; ours are UTC.
  yield `<testsuite name="${name}" timestamp="${generatedAt.replace('Z', '')}"${counts([countsOf(suite)])}>\n`;
  for (const one of unseen) yield unseenXml(one);
  for (const row of rows) yield caseXml(row);
  yield '</testsuite>\n';
}

function caseXml(row: Row): string {
  const { provider, accountId, region, name, id } = row;
  const place = [provider, accountId, region].join('/');
  const title = name === id ? id : `${name} (${id})`;
  return `<testcase classname="${markup(place)}" name="${markup(title)}">${outcomeXml(row)}</testcase>\n`;
}

function outcomeXml(row: Row): string {
  const { verdict, finding, policy, evidence, reason } = row;
  const { exception } = policy;
  const message = finding ? findingText(finding) : verdictWord(verdict);
  const requestId = evidence?.requestId ?? reason?.requestId;
  const said = [rowText(row), requestId && l10n.t('Request {0}.', requestId), row.howToCheck];
  const text = said.filter(Boolean).join('\n');
  switch (verdict) {
    case 'pass':
      return `<system-out>${markup(text)}</system-out>`;
    case 'fail':
      return element('failure', finding ?? verdict, message, text);
    case 'not-verified':
      return element('error', finding ?? verdict, message, text);
    case 'excepted':
      return `<skipped message="${markup(exception ? `${exception.owner}, ${exception.expires}: ${exception.reason}` : message)}" />`;
    case 'not-applicable':
      return `<skipped message="${markup(rowText(row))}" />`;
  }
}

function unseenXml({ place, text, isFailure }: Unseen): string {
  const why = isFailure
    ? element('error', 'account-not-read', l10n.t('Something was not looked at.'), text)
    : `<skipped message="${markup(text)}" />`;
  return `<testcase classname="${markup(place)}" name="${markup(l10n.t('was read'))}">${why}</testcase>\n`;
}

function element(name: 'failure' | 'error', type: string, message: string, text: string): string {
  return `<${name} type="${markup(type)}" message="${markup(message)}">${markup(text)}</${name}>`;
}
