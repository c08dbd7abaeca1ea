interface Run {
  readonly done: Promise<void>;
  readonly controller: AbortController;
}

/** At most one reading of each account at a time: whoever asks meanwhile joins it. */
export class Runs {
  readonly #running = new Map<string, Run>();
  readonly #activity: (running: boolean) => void;

  /** @param activity told when the first reading begins and the last one ends */
  constructor(activity: (running: boolean) => void) {
    this.#activity = activity;
  }

  /** Resolves when the reading has ended or was cancelled. */
  join(accountId: string, read: (signal: AbortSignal) => Promise<void>): Promise<void> {
    const running = this.#running.get(accountId);
    if (running) return running.done;
    const controller = new AbortController();
    const done = read(controller.signal).finally(() => {
      if (this.#running.get(accountId)?.controller === controller) this.#running.delete(accountId);
      if (this.#running.size === 0) this.#activity(false);
    });
    this.#running.set(accountId, { done, controller });
    this.#activity(true);
    return done;
  }

  /** Stops one reading, or all. A new one may begin at once; the stopped one shows nothing more. */
  cancel(accountId?: string): void {
    const ids = accountId === undefined ? [...this.#running.keys()] : [accountId];
    for (const id of ids) {
      this.#running.get(id)?.controller.abort();
      this.#running.delete(id);
    }
    if (this.#running.size === 0) this.#activity(false);
  }
}
