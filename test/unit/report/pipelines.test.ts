import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import { goldenReport, HOSTILE, hostileReport, readGolden, written } from '../../support/goldenReport.ts';

interface Case {
  readonly '@name': string;
  readonly failure?: unknown;
  readonly error?: { readonly '@type': string };
  readonly skipped?: { readonly '@message': string };
}
interface Suite {
  readonly '@name': string;
  readonly '@tests': string;
  readonly '@failures': string;
  readonly '@errors': string;
  readonly '@skipped': string;
  readonly testcase: readonly Case[];
}

function suitesOf(xml: string): Suite[] {
  const isArray = (name: string) => name === 'testsuite' || name === 'testcase';
  const parser = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '@', isArray });
  return (parser.parse(xml) as { testsuites: { testsuite: Suite[] } }).testsuites.testsuite;
}

describe('the JUnit report', () => {
  const suites = suitesOf(readGolden('report.junit.xml'));

  test('has a suite for each account and a case for each instance', () => {
    assert.deepEqual(
      suites.map((suite) => [suite['@name'], suite.testcase.length]),
      [
        ['Alibaba Cloud ApsaraDB RDS: Online Shop', 16],
        ['Huawei Cloud TaurusDB: Trading', 13],
        ['Alibaba Cloud ApsaraDB RDS: Former Subsidiary', 1],
      ],
    );
  });

  test('counts what its cases say', () => {
    for (const suite of suites) {
      const count = (outcome: 'failure' | 'error' | 'skipped') =>
        suite.testcase.filter((one) => one[outcome] !== undefined).length;
      assert.deepEqual(
        [suite['@tests'], suite['@failures'], suite['@errors'], suite['@skipped']],
        [suite.testcase.length, count('failure'), count('error'), count('skipped')].map(String),
      );
    }
  });

  test('tells a failure from what is not verified, and why something is excepted', () => {
    const caseOf = (name: string) =>
      suites.flatMap(({ testcase }) => testcase).find((one) => one['@name'].startsWith(name));
    assert.ok(caseOf('loyalty-points')?.failure);
    assert.equal(caseOf('payroll')?.error?.['@type'], 'not-verified');
    assert.match(caseOf('web-sessions')?.skipped?.['@message'] ?? '', /^dba@example\.com, 2027-01-31: /);
    assert.equal(caseOf('was read')?.error?.['@type'], 'account-not-read');
  });

  test('stays XML, whatever things are called', async () => {
    const xml = await written(hostileReport(), 'junit');
    assert.equal(suitesOf(xml).length, HOSTILE.length);
    // What XML 1.0 has no place for at all.
    assert.doesNotMatch(xml, /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u);
  });
});

interface Issue {
  readonly description: string;
  readonly check_name: string;
  readonly fingerprint: string;
  readonly severity: string;
  readonly location: { readonly path: string; readonly lines: { readonly begin: number } };
}

describe('the GitLab report', () => {
  const issues = JSON.parse(readGolden('report.gitlab.json')) as Issue[];

  test('has what is wrong or not known, and what is excepted, each with what GitLab wants', () => {
    assert.equal(issues.length, 1 + 11 + 4 + 1);
    for (const { description, check_name, fingerprint, severity, location } of issues) {
      assert.ok(description && check_name);
      assert.match(fingerprint, /^[0-9a-f]{64}$/);
      assert.ok(['info', 'minor', 'major', 'critical', 'blocker'].includes(severity));
      assert.ok(location.path && location.lines.begin >= 1);
    }
    assert.equal(new Set(issues.map(({ fingerprint }) => fingerprint)).size, issues.length);
    const severityOf = (name: string) =>
      issues.find(({ description }) => description.startsWith(name))?.severity;
    assert.deepEqual(
      [severityOf('Former'), severityOf('loyalty-points'), severityOf('payroll'), severityOf('web-sessions')],
      ['major', 'critical', 'major', 'info'],
    );
  });
});

describe('the GitHub report', () => {
  /** A workflow command as GitHub's runner reads one: properties end at `::`, and everything is on one line. */
  const COMMAND =
    /^::(error|warning|notice) (?:file=[^,:\n]+,line=\d+,title=[^,:\n]*)?::[^\n]*$|^::notice::[^\n]+$/;

  test('has at most ten annotations of each kind, and says how many more there are', () => {
    const lines = readGolden('report.github.txt').trimEnd().split('\n');
    for (const line of lines) assert.match(line, COMMAND);
    assert.equal(lines.filter((line) => line.startsWith('::error')).length, 10);
    assert.ok(lines.includes('::notice::And 1 more like these.'));
    assert.match(lines[0] ?? '', /title=Not looked at::Former Subsidiary/);
  });

  test('has no command but its own, whatever things are called', async () => {
    const lines = (await written(hostileReport(), 'github')).trimEnd().split('\n');
    for (const line of lines) assert.match(line, COMMAND);
    assert.ok(lines.length <= 33);
  });
});

describe('the Prometheus report', () => {
  const SAMPLE = /^backup_encryption_\w+(?:\{(?:\w+="(?:[^"\\\n]|\\["\\n])*",?)*\})? -?\d+(?:\.\d+)?$/;

  test('has counts without names of instances, and what was not looked at', () => {
    const text = readGolden('report.prom');
    for (const line of text.trimEnd().split('\n')) {
      if (line.startsWith('#')) assert.match(line, /^# (HELP \w+ .+|TYPE \w+ gauge)$/);
      else assert.match(line, SAMPLE);
    }
    assert.doesNotMatch(text, /loyalty-points/);
    assert.ok(text.includes('backup_encryption_complete 0\n'));
    assert.ok(
      text.includes(
        'backup_encryption_not_looked_at{provider="alibaba",account="old",region="",reason="credentials"} 1\n',
      ),
    );
    const total = [...text.matchAll(/^backup_encryption_instances\{.*\} (\d+)$/gm)];
    assert.equal(
      total.reduce((sum, [, count]) => sum + Number(count), 0),
      goldenReport().summary.total,
    );
  });

  test('keeps hostile regions within their quotes', async () => {
    const lines = (await written(hostileReport(), 'prometheus')).trimEnd().split('\n');
    for (const line of lines.filter((one) => !one.startsWith('#'))) assert.match(line, SAMPLE);
  });
});
