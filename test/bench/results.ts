import { cpus, totalmem } from 'node:os';
import { isMissing, type Figure, type Missing } from './figure.ts';

/** Figures by name, in groups. */
export type Figures = object;

type Value = number | Figure | Missing;
type Entry = [name: string, value: Value | Figures];

function entriesOf(figures: Figures): Entry[] {
  return Object.entries(figures) as Entry[];
}

function isValue(value: Value | Figures): value is Value {
  return typeof value === 'number' || 'median' in value || isMissing(value);
}

/** Calls back with every figure and its place, such as `fleet.100.cpuVsSdk`. */
export function eachFigure(figures: Figures, told: (path: string, value: Value) => void, above = ''): void {
  for (const [name, value] of entriesOf(figures)) {
    const path = above ? `${above}.${name}` : name;
    if (isValue(value)) told(path, value);
    else eachFigure(value, told, path);
  }
}

/** Why figures could not be taken, by their place. */
export function reasonsIn(figures: Figures): Record<string, string> {
  const reasons: Record<string, string> = {};
  eachFigure(figures, (path, value) => {
    if (typeof value !== 'number' && isMissing(value)) reasons[path] = value.missing;
  });
  return reasons;
}

/**
 * The medians as they stand in the file, null for what could not be taken, with the reasons; with what they were measured
 * on, and how far apart the rounds were.
 */
export function resultsOf(figures: Figures): object {
  const spread: Record<string, readonly [least: number, most: number]> = {};
  eachFigure(figures, (path, value) => {
    if (typeof value !== 'number' && !isMissing(value))
      spread[path] = [rounded(value.least), rounded(value.most)];
  });
  const [cpu] = cpus();
  return {
    ...medians(figures),
    reasons: reasonsIn(figures),
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
    entriesOf(figures).map(([name, value]) => [name, isValue(value) ? medianOf(value) : medians(value)]),
  );
}

/** @returns null for a figure that could not be taken */
export function medianOf(value: Value): number | null {
  if (typeof value === 'number') return rounded(value);
  return isMissing(value) ? null : rounded(value.median);
}

/** Three digits say all that can be measured. */
export function rounded(value: number): number {
  return Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3));
}
