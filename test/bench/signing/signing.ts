import { runProgram } from '../programs.ts';
import { figure, type Figure } from '../figure.ts';

/** Microseconds for one signature. */
export interface SigningTimes {
  readonly ours: number;
  readonly sdk: number;
  readonly floor: number;
}

type Clouds<T> = Record<'alibaba' | 'huawei', T>;

/** How often as fast as the SDK, and how many times as long as the hash and the HMAC alone. */
export interface SigningFigures {
  readonly vsSdk: Figure;
  readonly vsFloor: Figure;
}

/** Every round is a fresh process, so that no compiler's luck decides. */
export async function measureSigning(rounds: number): Promise<Clouds<SigningFigures>> {
  const times: Clouds<SigningTimes>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    times.push(await runProgram<Clouds<SigningTimes>>('sign', 1200));
  }
  const figuresOf = (cloud: keyof Clouds<unknown>): SigningFigures => ({
    vsSdk: figure(times.map(({ [cloud]: { ours, sdk } }) => sdk / ours)),
    vsFloor: figure(times.map(({ [cloud]: { ours, floor } }) => ours / floor)),
  });
  return { alibaba: figuresOf('alibaba'), huawei: figuresOf('huawei') };
}
