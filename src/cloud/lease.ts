import type { Clock } from '../domain/time.ts';
import { CloudError } from './error.ts';
import { SharedWork } from './sharedWork.ts';

/** Where that which requests are authenticated with comes from: keys, a token. */
export interface Source<T> {
  /** Rejects with a CloudError when there is none to be had, or with the signal's reason. */
  get(signal: AbortSignal): Promise<T>;
  /** To be told that the cloud took it. */
  worked(value: T): void;
  /** To be told that the cloud refused it. @returns whether another can be had in its place */
  refused(value: T): boolean;
  /** Lets a source that has failed be asked again. */
  forgive(): void;
  /** When what it gave last ends, ISO 8601 UTC; unset when it does not, or nobody told. */
  readonly expiresAt: string | undefined;
}

/** A source of what never changes. */
export function fixed<T>(value: T, expiresAt?: string): Source<T> {
  return {
    get: () => Promise.resolve(value),
    worked: () => undefined,
    refused: () => false,
    forgive: () => undefined,
    expiresAt,
  };
}

/** What a cloud gave out for a time. */
export interface Grant<T> {
  readonly value: T;
  /** How long it lasts, milliseconds. */
  readonly life: number;
  /** When it ends by the cloud's clock, ISO 8601 UTC. */
  readonly expiresAt: string | undefined;
}

export interface LeaseOptions<T> {
  /** This computer's: a corrected one jumps. */
  readonly clock: Clock;
  readonly obtain: (signal: AbortSignal) => Promise<Grant<T>>;
  /** What `obtain` itself is authenticated with. */
  readonly from?: Source<unknown>;
}

const MINUTE = 60_000;
/** Renewed so long before the end, or a tenth of the life if that is shorter. */
const MARGIN = 5 * MINUTE;
/** The least time between two renewals because of refusals: whatever is refused again sooner is not mended by one. */
const BETWEEN_REFUSALS = 5 * MINUTE;
/** Failures after which asking again at once may help; after any other one, nothing is asked until `forgive`. */
const PASSING: ReadonlySet<string> = new Set([
  'network',
  'server',
  'throttled',
  'clock-skew',
  'unexpected-reply',
]);

/**
 * A source of what runs out: kept, had anew before its end, and by one request whoever waits for it. When the cloud
 * refuses a value that had worked, it is replaced once; one that never worked is refused for good.
 */
export class Lease<T> implements Source<T> {
  readonly #options: LeaseOptions<T>;
  #held: (Grant<T> & { readonly renewAt: number; worked: boolean }) | undefined;
  #renewal: SharedWork<T> | undefined;
  #failure: CloudError | undefined;
  #refusedForGood = false;
  #lastRefusal = -Infinity;

  constructor(options: LeaseOptions<T>) {
    this.#options = options;
  }

  get expiresAt(): string | undefined {
    return this.#held?.expiresAt;
  }

  async get(signal: AbortSignal): Promise<T> {
    signal.throwIfAborted();
    if (this.#held && this.#options.clock.now() < this.#held.renewAt) return this.#held.value;
    if (this.#failure) throw this.#failure;
    if (!this.#renewal || this.#renewal.abandoned) {
      this.#renewal = new SharedWork((cancelled) => this.#renew(cancelled));
    }
    return this.#renewal.wait(signal);
  }

  worked(value: T): void {
    if (this.#held?.value === value) this.#held.worked = true;
  }

  refused(value: T): boolean {
    if (this.#held?.value !== value) return true;
    const now = this.#options.clock.now();
    this.#refusedForGood = !this.#held.worked || now - this.#lastRefusal < BETWEEN_REFUSALS;
    if (this.#refusedForGood) return false;
    this.#lastRefusal = now;
    this.#held = undefined;
    return true;
  }

  forgive(): void {
    this.#options.from?.forgive();
    this.#failure = undefined;
    if (this.#refusedForGood) this.#held = undefined;
    this.#refusedForGood = false;
  }

  async #renew(signal: AbortSignal): Promise<T> {
    const { clock, obtain } = this.#options;
    // Counted from before it was asked for: by our own clock, which need not agree with the cloud's.
    const asked = clock.now();
    try {
      const grant = await obtain(signal);
      const life = Math.max(grant.life, MINUTE);
      this.#held = { ...grant, renewAt: asked + life - Math.min(MARGIN, life / 10), worked: false };
      return grant.value;
    } catch (error) {
      if (error instanceof CloudError && !PASSING.has(error.category)) this.#failure = error;
      throw error;
    } finally {
      if (!signal.aborted) this.#renewal = undefined;
    }
  }
}
