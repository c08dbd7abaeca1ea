/** Remembers what was used within a span of time. */
export class Nonces {
  readonly #span: number;
  /** Value to time of use, oldest first. */
  readonly #used = new Map<string, number>();

  /** @param span how long a value is remembered, milliseconds */
  constructor(span: number) {
    this.#span = span;
  }

  /** Uses a value. Returns whether it was unused. */
  use(nonce: string, now: number): boolean {
    for (const [value, time] of this.#used) {
      if (time >= now - this.#span) break;
      this.#used.delete(value);
    }
    if (this.#used.has(nonce)) return false;
    this.#used.set(nonce, now);
    return true;
  }
}
