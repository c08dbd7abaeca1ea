/** How far a refresh has come, in instances. */
export interface Progress {
  readonly read: number;
  readonly total: number;
}

/** Whether a refresh is under way, and how far it has come. */
export class Activity {
  readonly #changed: () => void;
  #refreshing = false;
  #progress = { read: 0, total: 0 };

  /** @param changed told when a refresh begins or ends; progress has no event of its own, views look when states arrive */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  get refreshing(): boolean {
    return this.#refreshing;
  }

  set refreshing(value: boolean) {
    if (this.#refreshing === value) return;
    this.#refreshing = value;
    this.#progress = { read: 0, total: 0 };
    this.#changed();
  }

  get progress(): Progress {
    return this.#progress;
  }

  /** Takes note that so many more instances are to be read. */
  expect(count: number): void {
    this.#progress.total += count;
  }

  /** Takes note that one of them was read, or could not be. */
  advance(): void {
    this.#progress.read += 1;
  }
}
