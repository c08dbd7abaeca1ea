import type { Report } from '../report.ts';

/** The report itself, indented for people; its seal is over the canonical spelling (integrity.ts). */
export function* writeJson(report: Report): Generator<string> {
  yield `${JSON.stringify(report, undefined, 2)}\n`;
}
