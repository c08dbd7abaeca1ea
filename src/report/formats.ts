import type { Report } from './report.ts';

export interface WriteOptions {
  /** SARIF for code scanning of GitHub, which shows failures only: then what is not verified is one. */
  readonly sarifFor?: 'github';
}

/** Writes a report piece by piece, so that whoever writes a large one can stop in between. */
export type Writer = (report: Report, options?: WriteOptions) => Iterable<string>;

export interface Format {
  /** How the file's name ends. */
  readonly extension: string;
  /** Loads the writer, at its first use. */
  readonly load: () => Promise<Writer>;
}

/** Every format, by its name in commands and on the command line. */
export const FORMATS = {
  html: { extension: 'html', load: async () => (await import('./writers/html.ts')).writeHtml },
  json: { extension: 'json', load: async () => (await import('./writers/json.ts')).writeJson },
  csv: { extension: 'csv', load: async () => (await import('./writers/csv.ts')).writeCsv },
  markdown: { extension: 'md', load: async () => (await import('./writers/markdown.ts')).writeMarkdown },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** @returns undefined for a name that no format has */
export function findFormat(name: string): Format | undefined {
  return Object.hasOwn(FORMATS, name) ? FORMATS[name as FormatName] : undefined;
}
