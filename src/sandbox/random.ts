import { hexId } from './ids.ts';

/** A generator of numbers from 0 up to 1: the same seed always gives the same sequence. */
export function seededRandom(seed: number): () => number {
  let turn = 0;
  return () => {
    turn += 1;
    return parseInt(hexId(`${seed}/${turn}`, 8), 16) / 2 ** 32;
  };
}
