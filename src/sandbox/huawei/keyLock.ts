const FAILURES = 5;
const LOCKED_FOR = 5 * 60 * 1000;

/**
 * Locks an access key for five minutes after more than five failures in a row, as the vendor's FAQ says
 * (docs/clouds.md). Times in milliseconds since 1970.
 */
export class KeyLock {
  readonly #failures = new Map<string, number>();
  readonly #lockedUntil = new Map<string, number>();

  isLocked(accessKeyId: string, now: number): boolean {
    return now < (this.#lockedUntil.get(accessKeyId) ?? 0);
  }

  failed(accessKeyId: string, now: number): void {
    const failures = (this.#failures.get(accessKeyId) ?? 0) + 1;
    this.#failures.set(accessKeyId, failures);
    if (failures <= FAILURES) return;
    this.#lockedUntil.set(accessKeyId, now + LOCKED_FOR);
    this.#failures.delete(accessKeyId);
  }

  succeeded(accessKeyId: string): void {
    this.#failures.delete(accessKeyId);
  }
}
