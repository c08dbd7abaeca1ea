import PQueue from 'p-queue';

/**
 * How many requests of an account are under way at once: halved when the cloud throttles, one more for every
 * full round of successes (additive increase, multiplicative decrease). No published quota was found, so the
 * clouds' answers set the pace.
 */
export class Pace {
  readonly #queue: PQueue;
  readonly #ceiling: () => number;
  #successes = 0;
  #round = 0;

  /** @param ceiling requests at once, 1 or more; asked again and again, since it is a setting */
  constructor(ceiling: () => number) {
    this.#ceiling = ceiling;
    this.#queue = new PQueue({ concurrency: ceiling() });
  }

  get limit(): number {
    return this.#queue.concurrency;
  }

  /**
   * Runs a task when there is room; leaves the queue at once when the signal is aborted.
   * @param priority of those that wait, the highest go first
   */
  run<T>(task: () => Promise<T>, signal: AbortSignal, priority = 0): Promise<T> {
    if (this.limit > this.#ceiling()) this.#queue.concurrency = this.#ceiling();
    return this.#queue.add(task, { signal, priority });
  }

  /** Changes with every halving. */
  get round(): number {
    return this.#round;
  }

  /**
   * Halves, once for all requests of a round: those that left before the last halving say nothing new.
   * @param round of when the throttled request left
   */
  throttled(round = this.#round): void {
    if (round !== this.#round) return;
    this.#round += 1;
    this.#successes = 0;
    this.#queue.concurrency = Math.max(1, Math.floor(this.#queue.concurrency / 2));
  }

  succeeded(): void {
    this.#successes += 1;
    if (this.#successes < this.limit || this.limit >= this.#ceiling()) return;
    this.#successes = 0;
    this.#queue.concurrency += 1;
  }
}
