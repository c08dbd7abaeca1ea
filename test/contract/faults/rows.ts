import { readFileSync } from 'node:fs';

interface Place {
  /** A test file, from `test/`. */
  readonly path: string;
  /** A title in it; a file without one says the row's number itself. */
  readonly title?: string | undefined;
}

interface Row {
  readonly words: string;
  readonly places: readonly Place[];
}

/** The fault matrix, by the number of the row. */
export const ROWS: ReadonlyMap<number, Row> = readRows();

/** The title of a row's tests. */
export function row(number: number): string {
  const found = ROWS.get(number);
  if (!found) throw new RangeError(`The fault matrix has no row ${number}`);
  return `row ${number}: ${found.words}`;
}

function readRows(): Map<number, Row> {
  const text = readFileSync(new URL('../../../docs/fault-matrix.md', import.meta.url), 'utf8');
  const lines = [...text.matchAll(/^\| (\d+) +\| (.*?) +\| (.*?) *\|$/gm)];
  return new Map(
    lines.map(([, number, words = '', places = '']) => [
      Number(number),
      { words, places: readPlaces(places) },
    ]),
  );
}

function readPlaces(cell: string): Place[] {
  const places = [...cell.matchAll(/`([^`]+)`(?:: ((?:(?!<br>).)+))?/g)];
  return places.map(([, path = '', title]) => ({ path, title }));
}
