const START = 20;
const MOST = 50;
const PER_SUCCESS = 0.5;

/** Bounds the retries of an account, so that a cloud in trouble is not asked three times as much. */
export class RetryBudget {
  #tokens = START;

  /** Takes one retry out of the budget; false when it is spent. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  succeeded(): void {
    this.#tokens = Math.min(MOST, this.#tokens + PER_SUCCESS);
  }
}
