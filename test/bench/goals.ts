import { FORMAT_NAMES } from '../../src/report/formats.ts';

/** What the figures are to be (docs/performance.md): paths in results.json with a bound. */
export interface Goal {
  readonly path: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const GOALS: readonly Goal[] = [
  { path: 'signing.alibaba.vsSdk', atLeast: 4 },
  { path: 'signing.huawei.vsSdk', atLeast: 5 },
  ...['100', '1000', '10000'].flatMap((size) => [
    { path: `fleet.${size}.wallOverBare`, atMost: 1.05 },
    { path: `fleet.${size}.cpuVsSdk`, atMost: 0.6 },
    { path: `fleet.${size}.rssVsSdk`, atMost: 0.5 },
  ]),
  { path: 'growth.cpu', atMost: 1.15 },
  { path: 'growth.rss', atMost: 1.15 },
  { path: 'host.10000.cpuPerRequestVsSdk', atMost: 1 },
  { path: 'host.10000.wallOverBare', atMost: 1.15 },
  { path: 'host.10000.peakMiB', atMost: 150 },
  { path: 'host.10000.snapshotRowsMs', atMost: 500 },
  { path: 'host.10000.visibleFreshMs', atMost: 3000 },
  { path: 'start.activateMs', atMost: 10 },
  { path: 'start.activationBytes', atMost: 60_000 },
  { path: 'tree.oneChangeEvents', atMost: 2 },
  ...FORMAT_NAMES.map((name) => ({ path: `report.10000.${name}`, atMost: 1000 })),
  { path: 'size.vsixBytes', atMost: 400 * 1024 },
];

export function isMet({ atLeast = -Infinity, atMost = Infinity }: Goal, value: number): boolean {
  return value >= atLeast && value <= atMost;
}
