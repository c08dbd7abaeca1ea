import type { FaultMatch } from '../../src/sandbox/faults.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/**
 * Has the cloud do what is asked for, and answer, only when it is let.
 * @returns lets through what was held back, and all that come later
 */
export function hold({ faults }: Pick<Sandbox, 'faults'>, match: FaultMatch, times?: number): () => void {
  const { promise: until, resolve } = Promise.withResolvers<unknown>();
  faults.add({ match, effect: { kind: 'held', until }, ...(times !== undefined && { times }) });
  return () => resolve(undefined);
}
