import * as l10n from '@vscode/l10n';
import { shownTime } from '../../domain/words.ts';
import { markdownCode, markdownText } from '../inert.ts';
import type { Report, Row } from '../report.ts';
import { reasonText, rowText, STANDINGS, standingWord, VERDICTS, verdictWord } from '../words.ts';

/** For a wiki, a ticket or the summary of a pipeline's step. */
export function* writeMarkdown(report: Report): Generator<string> {
  yield* head(report);
  yield* notLookedAt(report);
  yield* accountTable(report);
  yield* instanceTable(report);
  yield* exceptionTable(report);
  yield* foot(report);
}

function* head({ generatedAt, tool, summary, completeness, accounts }: Report): Generator<string> {
  yield `# ${l10n.t('Backup encryption of cloud databases')}\n\n`;
  yield `${markdownText(l10n.t('Made {0} by {1} {2}.', shownTime(generatedAt), tool.name, tool.version))}\n\n`;
  if (accounts.some(({ sandbox }) => sandbox))
    yield `**${l10n.t('Of the sandbox: make-believe clouds.')}**\n\n`;
  const whole = completeness.complete
    ? l10n.t('Everything in the scope was read.')
    : l10n.t('Not everything in the scope was read; see below.');
  yield `**${markdownText(whole)}**\n\n`;
  yield table(
    [l10n.t('Verdict'), l10n.t('Instances')],
    VERDICTS.map((verdict) => [verdictWord(verdict), String(summary.byVerdict[verdict])]),
  );
  yield table(
    [l10n.t('State'), l10n.t('Instances')],
    STANDINGS.map((standing) => [standingWord(standing), String(summary.byState[standing])]),
  );
}

function* notLookedAt({ completeness, scope }: Report): Generator<string> {
  const { unreadAccounts, leftOut, stale, unknown } = completeness;
  yield `## ${l10n.t('Not looked at')}\n\n`;
  yield `${markdownText(l10n.t('State not known: {0}. From an earlier reading: {1}. Outside the scope: {2}.', unknown, stale, scope.outside))}\n\n`;
  const lines = [
    ...unreadAccounts.map(({ name, region = '', reason }) => [name, region, '', reasonText(reason)]),
    ...leftOut.map(({ name, region, part, reason }) => [name, region, part, reasonText(reason)]),
  ];
  if (lines.length === 0) {
    yield `${l10n.t('Every account in the scope was read, and no part was left out.')}\n\n`;
    return;
  }
  yield table(
    [l10n.t('Account'), l10n.t('Region'), l10n.t('Part'), l10n.t('Why')],
    lines.map((cells) => cells.map(markdownCode)),
  );
}

function* accountTable({ accounts }: Report): Generator<string> {
  yield `## ${l10n.t('Accounts')}\n\n`;
  yield table(
    [l10n.t('Account'), l10n.t('Cloud'), l10n.t('Read'), ...VERDICTS.map(verdictWord)],
    accounts.map(({ name, service, readAt, byVerdict }) => [
      markdownCode(name),
      markdownText(service),
      readAt ? shownTime(readAt) : l10n.t('never'),
      ...VERDICTS.map((verdict) => String(byVerdict[verdict])),
    ]),
  );
}

function* instanceTable({ rows }: Report): Generator<string> {
  yield `## ${l10n.t('Instances')}\n\n`;
  yield tableHead(instanceHeadings());
  for (const row of rows) yield tableRow(instanceCells(row));
  yield '\n';
}

/** Instances as a table by itself, for the clipboard. */
export function instancesMarkdown(rows: readonly Row[]): string {
  return table(instanceHeadings(), rows.map(instanceCells));
}

function instanceHeadings(): string[] {
  return [
    l10n.t('Verdict'),
    l10n.t('Instance'),
    l10n.t('Account'),
    l10n.t('Region'),
    l10n.t('What is known'),
    l10n.t('Request'),
    l10n.t('Rule'),
  ];
}

function instanceCells(row: Row): string[] {
  const { name, id, accountName, region, evidence, reason, policy, verdict } = row;
  return [
    `**${verdictWord(verdict)}**`,
    name === id ? markdownCode(id) : `${markdownCode(name)} ${markdownCode(id)}`,
    markdownCode(accountName),
    markdownCode(region),
    markdownText(rowText(row)),
    markdownCode(evidence?.requestId ?? reason?.requestId ?? ''),
    markdownCode(policy.rule),
  ];
}

function* exceptionTable({ exceptions }: Report): Generator<string> {
  if (exceptions.length === 0) return;
  yield `## ${l10n.t('Exceptions')}\n\n`;
  yield table(
    [l10n.t('Rule'), l10n.t('Owner'), l10n.t('Reason'), l10n.t('Until'), l10n.t('Instances')],
    exceptions.map(({ rule, owner, reason, expires, instances }) =>
      [rule, owner, reason, expires, ...[instances.join(' ')]].map(markdownCode),
    ),
  );
}

function* foot({ frameworks, journal, integrity, disclaimer }: Report): Generator<string> {
  yield `## ${l10n.t('What it supports')}\n\n`;
  yield table(
    [l10n.t('Framework'), l10n.t('Control'), l10n.t('What the control asks for')],
    frameworks.flatMap(({ title, edition, controls }) =>
      controls.map(({ id, sentence }) => [
        markdownText(`${title} ${edition}`),
        markdownCode(id),
        markdownText(sentence),
      ]),
    ),
  );
  yield `${markdownText(disclaimer)}\n\n`;
  yield table(
    [l10n.t('Seal'), ''],
    [
      [l10n.t('SHA-256 of the JSON report'), markdownCode(integrity.sha256)],
      [l10n.t('Head of the change journal'), markdownCode(journal.head)],
      [l10n.t('Lines of the change journal'), String(journal.entries)],
      [l10n.t('Journal intact'), journal.verified ? l10n.t('yes') : l10n.t('no')],
    ],
  );
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return `${tableHead(headings)}${rows.map(tableRow).join('')}\n`;
}

function tableHead(headings: readonly string[]): string {
  return `${tableRow(headings)}${tableRow(headings.map(() => '---'))}`;
}

function tableRow(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}
