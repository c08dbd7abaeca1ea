/** What the figures are to be (docs/performance.md): paths in results.json with a bound. */
export interface Goal {
  readonly path: string;
  readonly atLeast?: number;
  readonly atMost?: number;
}

export const GOALS: readonly Goal[] = [
  ...['alibaba', 'huawei'].flatMap((cloud) => [
    { path: `signing.${cloud}.vsSdk`, atLeast: 5 },
    { path: `signing.${cloud}.vsFloor`, atMost: 1.3 },
  ]),
  ...['100', '1000', '10000'].flatMap((size) => [
    { path: `fleet.${size}.wallOverIdeal`, atMost: 1.1 },
    { path: `fleet.${size}.cpuVsSdk`, atMost: 0.25 },
    { path: `fleet.${size}.rssVsSdk`, atMost: 0.25 },
  ]),
  { path: 'growth.cpu', atMost: 1.15 },
  { path: 'growth.rss', atMost: 1.15 },
  { path: 'start.activateMs', atMost: 10 },
  { path: 'start.activationBytes', atMost: 60_000 },
  { path: 'start.snapshotRowsMs', atMost: 300 },
  { path: 'tree.oneChangeEvents', atMost: 1 },
  { path: 'size.vsixBytes', atMost: 400 * 1024 },
];

export function isMet({ atLeast = -Infinity, atMost = Infinity }: Goal, value: number): boolean {
  return value >= atLeast && value <= atMost;
}
