import { tabbedCell } from '../report/inert.ts';
import type { Row } from '../report/report.ts';
import { standingOf } from '../report/rows.ts';
import { standingWord } from '../report/words.ts';

/** What goes to the clipboard. */

/** One line, its parts apart by tabs; no part is a formula to the spreadsheet that it is put into. */
export function rowText(row: Row): string {
  const { name, id, engine, engineVersion, region, accountName, statement } = row;
  const system = [engine, engineVersion].filter(Boolean).join(' ');
  const word = standingWord(standingOf(row));
  return [name, id, word, system, region, accountName, statement].map(tabbedCell).join('\t');
}

/** What each state rests on, and why there is none. */
export function evidenceJson(rows: readonly Row[]): string {
  const told = rows.map(
    ({ provider, accountId, region, id, name, state, stale, statement, evidence, reason }) => {
      return { provider, accountId, region, id, name, state, stale, statement, evidence, reason };
    },
  );
  return JSON.stringify(told.length === 1 ? told[0] : told, undefined, 2);
}
