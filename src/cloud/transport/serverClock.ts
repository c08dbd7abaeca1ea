import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/time.ts';
import type { CloudError } from '../error.ts';
import { LIMITS } from './limits.ts';

/** Differences below this are no error of a clock. Milliseconds. */
const MINUTE = 60_000;

/** The cloud's clock as far as its refusals told: this computer's, and by how much that is off. */
export class ServerClock implements Clock {
  readonly #own: Clock;
  readonly #log: Log;
  #skew = 0;

  constructor(own: Clock, log: Log) {
    this.#own = own;
    this.#log = log;
  }

  now(): number {
    return this.#own.now() + this.#skew;
  }

  /** What is added to this computer's clock, milliseconds. */
  get skew(): number {
    return this.#skew;
  }

  /**
   * Learns the server's clock from its refusal; true when another attempt can do better.
   * @param used the correction that the refused request was signed with
   */
  learn(error: CloudError, used: number): boolean {
    if (error.category !== 'clock-skew' || error.serverTime === undefined) return false;
    const learnt = error.serverTime - this.#own.now();
    if (Math.abs(learnt) > LIMITS.believableSkew) return false;
    if (Math.abs(learnt - used) < MINUTE) return false;
    if (Math.abs(learnt - this.#skew) < MINUTE) return true;
    const minutes = Math.round(Math.abs(learnt) / MINUTE);
    this.#log.warn(
      `this computer's clock is ${minutes} minutes ${learnt > 0 ? 'behind' : 'ahead of'} the cloud's; corrected`,
    );
    this.#skew = learnt;
    return true;
  }
}
