import * as l10n from '@vscode/l10n';
import { fingerprint, unreadFingerprint } from '../fingerprint.ts';
import type { Report, Row } from '../report.ts';
import { unseenOf, type Unseen } from '../unseen.ts';
import { findingText, rowText } from '../words.ts';

/**
 * OCSF 1.5.0, class Compliance Finding (2003), with the profiles `cloud` and `datetime`. Of its objects `evidences[].api`
 * has the call and its request. Times are milliseconds.
 */

/** `compliance.status_id`: 2 is what gave no result because something is missing, and that is no failure. */
const STATUS = {
  pass: { status_id: 1, status: 'Pass' },
  'not-verified': { status_id: 2, status: 'Warning' },
  fail: { status_id: 3, status: 'Fail' },
  excepted: { status_id: 3, status: 'Fail' },
  'not-applicable': { status_id: 99, status: 'Not Applicable' },
} as const;
const SEVERITIES = {
  high: { severity_id: 4, severity: 'High' },
  medium: { severity_id: 3, severity: 'Medium' },
  low: { severity_id: 2, severity: 'Low' },
} as const;
const INFORMATIONAL = { severity_id: 1, severity: 'Informational' } as const;
const NEW = { status_id: 1, status: 'New' } as const;
const SUPPRESSED = { status_id: 3, status: 'Suppressed' } as const;
/** The clouds have no type of account in the enumeration. */
const OTHER_ACCOUNT = { type_id: 99, type: 'Other' } as const;

/** One array of events. */
export function* writeOcsf(report: Report): Generator<string> {
  let separator = '[\n';
  for (const event of events(report)) {
    yield `${separator}${JSON.stringify(event)}`;
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}

/** One event a line. */
export function* writeOcsfLines(report: Report): Generator<string> {
  for (const event of events(report)) yield `${JSON.stringify(event)}\n`;
}

/** One for each instance, and one for each thing that was not looked at. */
function* events(report: Report): Generator<object> {
  const common = commonOf(report);
  const asked = askedBy(report);
  const services = new Map(report.accounts.map(({ provider, service }) => [provider, service]));
  for (const row of report.rows)
    yield eventOf(row, common, asked, services.get(row.provider) ?? row.provider);
  for (const unseen of unseenOf(report.completeness)) yield unseenEvent(unseen, common, asked);
}

type Common = ReturnType<typeof commonOf>;
type Asked = ReturnType<typeof askedBy>;

function commonOf({ generatedAt, tool, integrity }: Report) {
  return {
    activity_id: 1,
    activity_name: 'Create',
    category_uid: 2,
    category_name: 'Findings',
    class_uid: 2003,
    class_name: 'Compliance Finding',
    type_uid: 200301,
    type_name: 'Compliance Finding: Create',
    time: Date.parse(generatedAt),
    time_dt: generatedAt,
    metadata: {
      version: '1.5.0',
      profiles: ['cloud', 'datetime'],
      product: { name: tool.name, vendor_name: tool.name, version: tool.version },
      // The report that all these events are from.
      correlation_uid: integrity.sha256,
    },
  };
}

function askedBy({ frameworks }: Report) {
  return {
    control: l10n.t('The backups of databases are encrypted.'),
    standards: frameworks.map(({ title, edition }) => `${title} ${edition}`),
    requirements: frameworks.flatMap(({ title, controls }) => controls.map(({ id }) => `${title} ${id}`)),
  };
}

function eventOf(row: Row, common: Common, asked: Asked, service: string) {
  const { provider, region, id, name, engine, verdict, severity, finding, policy, cloudAccountUid } = row;
  const { exception } = policy;
  const check = { uid: policy.rule, name: policy.rule, ...STATUS[verdict], standards: asked.standards };
  return {
    ...common,
    ...(severity ? SEVERITIES[severity] : INFORMATIONAL),
    ...(verdict === 'excepted' ? SUPPRESSED : NEW),
    message: `${name}: ${rowText(row)}`,
    ...(exception && { comment: `${exception.owner}, ${exception.expires}: ${exception.reason}` }),
    cloud: {
      provider,
      region,
      account: { ...OTHER_ACCOUNT, uid: cloudAccountUid ?? row.accountId, name: row.accountName },
    },
    finding_info: {
      uid: fingerprint(row),
      title: finding ? findingText(finding) : asked.control,
      desc: row.statement,
      types: [finding ?? verdict],
    },
    resources: [{ uid: id, name, region, type: `${service} ${engine}`.trim(), cloud_partition: provider }],
    compliance: { ...asked, ...STATUS[verdict], checks: [check] },
    ...(row.evidence && { evidences: [evidenceOf(row, row.evidence)] }),
  };
}

function evidenceOf({ provider }: Row, evidence: NonNullable<Row['evidence']>) {
  const { apiOperation, apiService = provider, apiVersion, requestId, source, asOf, seenAt } = evidence;
  const { detail, keyId, coverage } = evidence;
  return {
    ...(apiOperation && {
      api: {
        operation: apiOperation,
        service: { name: apiService, ...(apiVersion && { version: apiVersion }) },
        ...(requestId && { request: { uid: requestId } }),
      },
    }),
    data: { source, asOf, seenAt, detail, keyId, coverage },
  };
}

function unseenEvent(unseen: Unseen, common: Common, asked: Asked) {
  const { provider, account, name, region, part, isFailure, text, place } = unseen;
  return {
    ...common,
    ...(isFailure ? SEVERITIES.high : INFORMATIONAL),
    ...NEW,
    message: text,
    cloud: { provider, ...(region && { region }), account: { ...OTHER_ACCOUNT, uid: account, name } },
    finding_info: {
      uid: unreadFingerprint(unseen, part),
      title: l10n.t('Something was not looked at.'),
      desc: text,
      types: ['account-not-read'],
    },
    resources: [{ uid: place, name, ...(region && { region }), type: 'account' }],
    compliance: { ...asked, ...STATUS['not-verified'] },
  };
}
