import { join } from 'node:path';
import { root } from '../../scripts/steps/paths.ts';
import { figure, type Figure } from './figure.ts';
import { runProgram } from './programs.ts';

const ROWS = 10_000;

/** CPU time by format, milliseconds. */
export type WritingTimes = Record<string, number>;

/** Writes ten thousand rows in each format, each round in a fresh process. */
export async function measureReports(rounds: number): Promise<Record<string, Record<string, Figure>>> {
  const report = join(root, 'test', 'golden', 'report.json');
  const times: WritingTimes[] = [];
  for (let round = 0; round < rounds; round += 1)
    times.push(await runProgram<WritingTimes>('writeReports', report, ROWS));
  const formats = Object.keys(times[0] ?? {});
  const figures = formats.map((name) => [name, figure(times.map(({ [name]: took = 0 }) => took))]);
  return { [ROWS]: Object.fromEntries(figures) as Record<string, Figure> };
}
