import type { Gateway } from './exchange.ts';

/** One cloud of the sandbox. `State` is what is in it: plain data that can be copied, and changed while it runs. */
export interface SandboxCloud<State> {
  /** Where its believable instances are, and its large fleets. */
  readonly regions: readonly string[];
  /** What its first user signs with. */
  readonly credentials: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** An account as a company may have it, with an instance for every state. @param now ages are counted from here */
  believable(now: number): State;
  /** The same account with other instances: three in five encrypted, one in twelve not able to be. */
  large(sketches: readonly LargeSketch[], now: number): State;
  /** @param clock milliseconds since 1970 */
  gateway(state: State, clock: () => number): Gateway;
}

/** What an instance of a large fleet is to be like. */
export interface LargeSketch {
  readonly name: string;
  readonly state: 'on' | 'off' | 'unsupported';
}

/** One of a list, again and again in its order. */
export function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length] as T;
}
