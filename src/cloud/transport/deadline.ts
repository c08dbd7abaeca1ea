/** A signal that follows another, and also ends when its own time is up. The time runs only while it is not paused. */
export class Deadline {
  readonly #outer: AbortSignal;
  readonly #controller = new AbortController();
  readonly #late: () => unknown;
  readonly #cancel = () => {
    this.#controller.abort(this.#outer.reason);
  };
  #left: number;
  #since: number | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * Begins paused.
   * @param milliseconds until the signal ends
   * @param late makes the reason it then ends with
   */
  constructor(outer: AbortSignal, milliseconds: number, late: () => unknown) {
    this.#outer = outer;
    this.#left = milliseconds;
    this.#late = late;
    if (outer.aborted) this.#cancel();
    outer.addEventListener('abort', this.#cancel, { once: true });
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  run(): void {
    this.#since ??= performance.now();
    this.#timer ??= setTimeout(() => {
      this.#controller.abort(this.#late());
    }, this.#left);
  }

  pause(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#since !== undefined) this.#left = Math.max(0, this.#left - (performance.now() - this.#since));
    this.#since = undefined;
  }

  end(): void {
    this.pause();
    this.#outer.removeEventListener('abort', this.#cancel);
  }
}
