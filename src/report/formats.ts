import type { Writer } from './writer.ts';

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
  sarif: { extension: 'sarif', load: async () => (await import('./writers/sarif.ts')).writeSarif },
  ocsf: { extension: 'ocsf.json', load: async () => (await import('./writers/ocsf.ts')).writeOcsf },
  'ocsf-jsonl': {
    extension: 'ocsf.jsonl',
    load: async () => (await import('./writers/ocsf.ts')).writeOcsfLines,
  },
  prometheus: {
    extension: 'prom',
    load: async () => (await import('./writers/prometheus.ts')).writePrometheus,
  },
  junit: { extension: 'junit.xml', load: async () => (await import('./writers/junit.ts')).writeJunit },
  gitlab: { extension: 'gitlab.json', load: async () => (await import('./writers/gitlab.ts')).writeGitlab },
  github: { extension: 'github.txt', load: async () => (await import('./writers/github.ts')).writeGithub },
} as const satisfies Record<string, Format>;

export type FormatName = keyof typeof FORMATS;

export const FORMAT_NAMES = Object.keys(FORMATS) as FormatName[];

/** @returns undefined for a name that no format has */
export function findFormat(name: string): Format | undefined {
  return Object.hasOwn(FORMATS, name) ? FORMATS[name as FormatName] : undefined;
}
