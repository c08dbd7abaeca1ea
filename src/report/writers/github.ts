import * as l10n from '@vscode/l10n';
import { commandProperty, commandText } from '../inert.ts';
import { policyPlaces, type PolicyPlaces } from '../policyPlaces.ts';
import type { Report, Row } from '../report.ts';
import { unseenOf } from '../unseen.ts';
import { rowText } from '../words.ts';

/** GitHub shows about ten of each level for a step. */
const MOST = 10;
const GRAVITY = ['high', 'medium', 'low'] as const;

type Level = 'error' | 'warning' | 'notice';

/** Annotations of a workflow's step, the gravest first; the whole table belongs into its summary, as Markdown. */
export function* writeGithub(report: Report): Generator<string> {
  const places = policyPlaces(report);
  const { rows, completeness } = report;
  const unseen = unseenOf(completeness).map(({ text }) =>
    command('warning', places, '', l10n.t('Not looked at'), text),
  );
  yield* atMost(unseen);
  const of = (verdict: Row['verdict'], level: Level) =>
    rows
      .filter((row) => row.verdict === verdict)
      .toSorted((one, other) => gravity(one) - gravity(other))
      .map((row) => annotation(row, level, places));
  yield* atMost(of('fail', 'error'));
  yield* atMost(of('not-verified', 'warning'));
  yield* atMost(of('excepted', 'notice'));
}

function* atMost(commands: readonly string[]): Generator<string> {
  yield* commands.slice(0, MOST);
  const rest = commands.length - MOST;
  if (rest > 0) yield `::notice::${commandText(l10n.t('And {0} more like these.', rest))}\n`;
}

function gravity({ severity = 'high' }: Row): number {
  return GRAVITY.indexOf(severity);
}

function annotation(row: Row, level: Level, places: PolicyPlaces): string {
  const { name, accountName, region, policy } = row;
  return command(level, places, policy.rule, `${name} (${accountName}, ${region})`, rowText(row));
}

function command(
  level: Level,
  { file, lineOf }: PolicyPlaces,
  rule: string,
  title: string,
  text: string,
): string {
  const properties = `file=${commandProperty(file)},line=${lineOf(rule)},title=${commandProperty(title)}`;
  return `::${level} ${properties}::${commandText(text)}\n`;
}
