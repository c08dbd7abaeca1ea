import { csvCell } from '../inert.ts';
import type { Report, Row, Unread } from '../report.ts';

/** What a line is about; the second and third say what was not looked at. */
type Kind = 'instance' | 'unread-account' | 'left-out' | 'report';

type Line = Readonly<Record<string, string | number | boolean | undefined>>;

/** Named as in the JSON; columns may be added at the end, never moved. */
const COLUMNS = [
  'kind',
  'provider',
  'accountId',
  'accountName',
  'cloudAccountUid',
  'region',
  'id',
  'name',
  'engine',
  'engineVersion',
  'lifecycle',
  'state',
  'verdict',
  'originalVerdict',
  'finding',
  'stale',
  'statement',
  'evidence.source',
  'evidence.detail',
  'evidence.asOf',
  'evidence.seenAt',
  'evidence.requestId',
  'evidence.apiOperation',
  'evidence.keyId',
  'evidence.coverage.encrypted',
  'evidence.coverage.plain',
  'evidence.coverage.unclear',
  'evidence.coverage.days',
  'evidence.coverage.lastPlainEnd',
  'reason.category',
  'reason.code',
  'reason.message',
  'reason.requestId',
  'policy.rule',
  'policy.required',
  'exception.owner',
  'exception.reason',
  'exception.expires',
  'exception.ticket',
  'lastChange.at',
  'lastChange.outcome',
  'lastChange.requestId',
  'howToCheck',
  'consoleUrl',
  'sandbox',
] as const;

/** RFC 4180 with a byte order mark, without which Excel reads UTF-8 as something else. */
export function* writeCsv(report: Report): Generator<string> {
  yield `\uFEFF${COLUMNS.join(',')}\r\n`;
  for (const row of report.rows) yield lineOf('instance', cellsOf(row));
  const { unreadAccounts, leftOut } = report.completeness;
  for (const unread of unreadAccounts) yield lineOf('unread-account', unreadCells(unread));
  for (const part of leftOut) yield lineOf('left-out', { ...unreadCells(part), name: part.part });
  yield lineOf('report', reportCells(report));
}

function lineOf(kind: Kind, cells: Line): string {
  const line = { kind, ...cells } as Line;
  return `${COLUMNS.map((column) => csvCell(String(line[column] ?? ''))).join(',')}\r\n`;
}

function cellsOf(row: Row): Line {
  const { evidence, reason, policy, lastChange } = row;
  const { accountId, accountName, cloudAccountUid, provider, region, id, name, engine } = row;
  const { engineVersion, lifecycle, state, verdict, originalVerdict, finding, stale, statement } = row;
  return {
    ...{ provider, accountId, accountName, cloudAccountUid, region, id, name, engine, engineVersion },
    ...{ lifecycle, state, verdict, originalVerdict, finding, stale, statement },
    ...under('evidence', evidence),
    ...under('evidence.coverage', evidence?.coverage),
    ...under('reason', reason),
    ...{ 'policy.rule': policy.rule, 'policy.required': policy.required },
    ...under('exception', policy.exception),
    ...under('lastChange', lastChange),
    ...{ howToCheck: row.howToCheck, consoleUrl: row.consoleUrl, sandbox: row.sandbox },
  };
}

/** Members as columns that begin with where they are from; what no column is for falls away. */
function under(place: string, members: object | undefined): Line {
  return Object.fromEntries(
    Object.entries(members ?? {}).map(([name, value]) => [`${place}.${name}`, value]),
  );
}

function unreadCells({ account, name, provider, region, reason }: Unread): Line {
  return {
    ...{ provider, accountId: account, accountName: name, region, verdict: 'not-verified' },
    ...under('reason', reason),
  };
}

/** The last line: when it was made, whether all was read, and what to compare it with. */
function reportCells({ generatedAt, tool, completeness, scope, journal, integrity }: Report): Line {
  const said = [
    `complete: ${completeness.complete ? 'yes' : 'no'}`,
    `stale: ${completeness.stale}`,
    `unknown: ${completeness.unknown}`,
    `outside the scope: ${scope.outside}`,
    `journal: ${journal.entries} lines, head ${journal.head}`,
    `sha256 of the JSON: ${integrity.sha256}`,
  ];
  return {
    name: `${tool.name} ${tool.version}`,
    'evidence.seenAt': generatedAt,
    statement: said.join('; '),
    verdict: completeness.complete ? '' : 'not-verified',
  };
}
