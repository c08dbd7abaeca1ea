import { figure, type Figure } from './figure.ts';
import type { Loading } from './loading.ts';
import { runProgram } from './programs.ts';

export interface LoadFigures {
  readonly ms: Figure;
  readonly rssKb: Figure;
  /** Our time and memory beside those of an SDK: below 1 is less. */
  readonly vsAlibabaSdk: Figure;
  readonly vsHuaweiSdk: Figure;
  readonly rssVsAlibabaSdk: Figure;
  readonly rssVsHuaweiSdk: Figure;
}

/** Loads all three in turns, each time in a fresh process; the first round only warms the disk's cache. */
export async function measureLoad(rounds: number): Promise<LoadFigures> {
  const turns: Record<'ours' | 'alibaba' | 'huawei', Loading>[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    turns.push({
      ours: await runProgram<Loading>('loadOurs'),
      alibaba: await runProgram<Loading>('loadAlibabaSdk'),
      huawei: await runProgram<Loading>('loadHuaweiSdk'),
    });
  }
  const counted = turns.slice(1);
  const ratio = (what: keyof Loading, other: 'alibaba' | 'huawei') =>
    figure(counted.map((turn) => turn.ours[what] / turn[other][what]));
  return {
    ms: figure(counted.map(({ ours }) => ours.ms)),
    rssKb: figure(counted.map(({ ours }) => ours.rssKb)),
    vsAlibabaSdk: ratio('ms', 'alibaba'),
    vsHuaweiSdk: ratio('ms', 'huawei'),
    rssVsAlibabaSdk: ratio('rssKb', 'alibaba'),
    rssVsHuaweiSdk: ratio('rssKb', 'huawei'),
  };
}
