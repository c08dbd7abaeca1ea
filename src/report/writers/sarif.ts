import * as l10n from '@vscode/l10n';
import { FINDINGS, type Finding, type Verdict } from '../../domain/verdict.ts';
import type { WriteOptions } from '../writer.ts';
import { fingerprint, NOT_READ } from '../fingerprint.ts';
import { sarifText } from '../inert.ts';
import { policyPlaces, type PolicyPlaces } from '../policyPlaces.ts';
import type { Report, Row } from '../report.ts';
import { placeOf } from '../rows.ts';
import { unseenOf } from '../unseen.ts';
import { findingText, rowText } from '../words.ts';

/** Where an instance that passes is looked for, too. */
const BASIC: Finding = 'not-encrypted';
const LEVELS = { high: 'error', medium: 'warning', low: 'note' } as const;
/** Of a result in SARIF: an answer that is not there is open, and no failure. */
const KINDS = {
  pass: 'pass',
  fail: 'fail',
  'not-verified': 'open',
  'not-applicable': 'notApplicable',
} as const;

/** SARIF 2.1.0 (OASIS): a result for each instance, at its rule's line in the policy; what was not read is told. */
export function* writeSarif(report: Report, options: WriteOptions = {}): Generator<string> {
  const run = {
    tool: { driver: driverOf(report) },
    columnKind: 'utf16CodeUnits',
    invocations: [invocationOf(report)],
    taxonomies: report.frameworks.map(({ title, edition, url, controls }) => ({
      name: `${title} ${edition}`,
      informationUri: url,
      taxa: controls.map(({ id, sentence }) => ({ id, shortDescription: message(sentence) })),
    })),
    properties: { reportSha256: report.integrity.sha256, complete: report.completeness.complete },
  };
  const head = JSON.stringify({ $schema: SCHEMA, version: '2.1.0' }).slice(0, -1);
  yield `${head},"runs":[${JSON.stringify(run).slice(0, -1)},"results":[\n`;
  const places = policyPlaces(report);
  for (const [index, row] of report.rows.entries()) {
    const result = resultOf(row, places, options);
    yield `${index === 0 ? '' : ',\n'}${JSON.stringify(result)}`;
  }
  yield '\n]}]}\n';
}

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

function message(text: string): { readonly text: string } {
  return { text: sarifText(text) };
}

function driverOf({ tool, frameworks }: Report) {
  const relationships = frameworks.flatMap(({ title, edition, controls }, index) =>
    controls.map(({ id }) => ({
      target: { id, toolComponent: { name: `${title} ${edition}`, index } },
      kinds: ['relevant'],
    })),
  );
  return {
    name: tool.name,
    version: tool.version,
    rules: FINDINGS.map((finding) => ({
      id: finding,
      shortDescription: message(findingText(finding)),
      defaultConfiguration: { level: 'error' },
      relationships,
    })),
    supportedTaxonomies: frameworks.map(({ title, edition }, index) => ({
      name: `${title} ${edition}`,
      index,
    })),
    notifications: [{ id: NOT_READ, shortDescription: message(l10n.t('Something was not looked at.')) }],
  };
}

function invocationOf({ generatedAt, completeness }: Report) {
  return {
    executionSuccessful: completeness.unreadAccounts.length === 0,
    endTimeUtc: generatedAt,
    toolExecutionNotifications: unseenOf(completeness).map(({ isFailure, text, place }) => ({
      descriptor: { id: NOT_READ },
      level: isFailure ? 'error' : 'note',
      message: message(text),
      locations: [{ logicalLocations: [{ fullyQualifiedName: place, kind: 'resource' }] }],
    })),
  };
}

function resultOf(row: Row, { file, lineOf }: PolicyPlaces, options: WriteOptions) {
  const { finding = BASIC, name, policy, evidence, reason } = row;
  const { exception } = policy;
  const place = placeOf(row);
  return {
    ruleId: finding,
    ruleIndex: FINDINGS.indexOf(finding),
    ...kindOf(row, options),
    message: message(`${name}: ${rowText(row)}`),
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(file) },
          region: { startLine: lineOf(policy.rule) },
        },
        logicalLocations: [{ name, fullyQualifiedName: place, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'backupEncryption/v1': fingerprint(row) },
    ...(exception && {
      suppressions: [
        {
          kind: 'external',
          status: 'accepted',
          justification: exception.reason,
          properties: { owner: exception.owner, expires: exception.expires, ticket: exception.ticket },
        },
      ],
    }),
    properties: { verdict: row.verdict, rule: policy.rule, stale: row.stale, evidence, reason },
  };
}

function kindOf({ verdict, originalVerdict, severity = 'high' }: Row, { sarifFor }: WriteOptions) {
  const judged: Verdict = verdict === 'excepted' ? (originalVerdict ?? 'fail') : verdict;
  if (judged === 'not-verified' && sarifFor === 'github') return { kind: 'fail', level: 'warning' } as const;
  const kind = judged === 'excepted' ? 'fail' : KINDS[judged];
  return { kind, level: kind === 'fail' ? LEVELS[severity] : 'none' } as const;
}
