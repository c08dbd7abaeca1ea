import { cpus, totalmem } from 'node:os';
import type { Figure } from './figure.ts';

/** Figures by name, in groups. */
export type Figures = object;

type Entry = [name: string, value: number | Figure | Figures];

function entriesOf(figures: Figures): Entry[] {
  return Object.entries(figures) as Entry[];
}

function isFigure(value: Figure | Figures): value is Figure {
  return 'median' in value;
}

/** Calls back with every figure and its place, such as `fleet.100.cpuVsSdk`. */
export function eachFigure(
  figures: Figures,
  told: (path: string, figure: number | Figure) => void,
  above = '',
): void {
  for (const [name, value] of entriesOf(figures)) {
    const path = above ? `${above}.${name}` : name;
    if (typeof value === 'number' || isFigure(value)) told(path, value);
    else eachFigure(value, told, path);
  }
}

/** The medians as they stand in the file, with what they were measured on, and how far apart the rounds were. */
export function resultsOf(figures: Figures): object {
  const spread: Record<string, readonly [least: number, most: number]> = {};
  eachFigure(figures, (path, value) => {
    if (typeof value !== 'number') spread[path] = [rounded(value.least), rounded(value.most)];
  });
  const [cpu] = cpus();
  return {
    ...medians(figures),
    machine: {
      platform: `${process.platform} ${process.arch}`,
      cpu: cpu?.model ?? '',
      cores: cpus().length,
      memoryGiB: rounded(totalmem() / 2 ** 30),
    },
    versions: { node: process.versions.node, v8: process.versions.v8, undici: process.versions['undici'] },
    measuredAt: new Date().toISOString(),
    spread,
  };
}

function medians(figures: Figures): Record<string, unknown> {
  return Object.fromEntries(
    entriesOf(figures).map(([name, value]) => {
      if (typeof value === 'number') return [name, rounded(value)];
      return [name, isFigure(value) ? rounded(value.median) : medians(value)];
    }),
  );
}

/** Three digits say all that can be measured. */
export function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
