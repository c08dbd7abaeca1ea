import type { Report } from './report.ts';

export interface WriteOptions {
  /** SARIF for code scanning of GitHub, which shows failures only: then what is not verified is one. */
  readonly sarifFor?: 'github';
}

/** Writes a report piece by piece, so that whoever writes a large one can stop in between. */
export type Writer = (report: Report, options?: WriteOptions) => Iterable<string>;
