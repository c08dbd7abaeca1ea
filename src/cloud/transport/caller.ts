import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { Breaker } from './breaker.ts';
import { Deadline } from './deadline.ts';
import type { Http } from './http.ts';
import { LIMITS } from './limits.ts';
import type { HttpReply, HttpRequest } from './message.ts';
import { Pace } from './pace.ts';
import { logged, presentable } from './presentable.ts';
import type { Redactor } from './redact.ts';
import { RetryBudget } from './retryBudget.ts';
import { ServerClock } from './serverClock.ts';

/** One operation of a cloud: how to sign it, and how to read its reply. */
export interface Call<T> {
  /** For the log: the cloud's own name of the operation. */
  readonly operation: string;
  /** Scheme, host and port that it goes to, without a slash at the end. */
  readonly origin: string;
  /** The region that it is about: one host may serve many, and one of them may be in trouble. */
  readonly region?: string | undefined;
  /** True for what changes anything: it is sent once, whatever happens. */
  readonly changing?: boolean;
  /** Builds and signs the request; called anew for each attempt, since each needs its own date and nonce. */
  sign(date: Date, nonce: string): Omit<HttpRequest, 'origin'>;
  /** Turns the reply into the result, or throws a CloudError. */
  parse(reply: HttpReply): T;
  /**
   * Told that the cloud refused the credentials of an attempt. True when there are others to be had: then the refusal
   * is not the account's last word.
   */
  readonly onRefused?: () => boolean;
}

/** Sends the calls of one account. */
export interface Caller {
  /** Rejects with a CloudError, or with the signal's reason when cancelled. */
  call<T>(call: Call<T>, signal: AbortSignal): Promise<T>;
}

/**
 * A caller that stops by itself: once the cloud has refused the credentials nothing more is sent, every call
 * fails with that refusal. Huawei Cloud locks a key after five failures in a row. An endpoint that fails again and
 * again is left alone for a while.
 */
export interface GuardedCaller extends Caller {
  /** The cloud's clock, as far as its answers told: this computer's until one did. */
  readonly clock: Clock;
  readonly refusal: CloudError | undefined;
  /** Lets calls through again; for when a person asks to try once more. */
  forgive(): void;
  /** Lets calls through to endpoints that are left alone; nothing is sent with refused credentials. */
  reopen(): void;
  /** For work that nobody waits for: while calls wait for their turn, its calls let all others go first. */
  readonly background: Caller;
}

export interface CallerOptions {
  readonly http: Http;
  readonly clock: Clock;
  /** A number from 0 up to 1, for jitter. */
  readonly random: () => number;
  /** A text never used before. */
  readonly nonce: () => string;
  readonly log: Log;
  readonly redactor: Redactor;
  /** Requests at once: the setting `backupEncryption.concurrency`. */
  readonly concurrency: () => number;
}

/** What the cloud said when it refused credentials; shared by all that sign in with the same ones. */
export interface Refusal {
  error: CloudError | undefined;
}

/** Of the calls that wait for their turn, those of the higher priority go first. */
const FOREGROUND = 1;
const BACKGROUND = 0;

/** The caller of one account: a bulkhead with its own pace, retry budget, breaker and clock correction. */
export class AccountCaller implements GuardedCaller {
  readonly #options: CallerOptions;
  readonly #pace: Pace;
  readonly #budget = new RetryBudget();
  readonly #breaker: Breaker;
  readonly clock: ServerClock;
  readonly background: Caller = { call: (call, signal) => this.#call(call, signal, BACKGROUND) };
  readonly #refusal: Refusal;

  constructor(options: CallerOptions, refusal: Refusal = { error: undefined }) {
    this.#options = options;
    this.#refusal = refusal;
    this.#pace = new Pace(options.concurrency);
    this.clock = new ServerClock(options.clock, options.log);
    this.#breaker = new Breaker(options.clock, options.log);
  }

  get refusal(): CloudError | undefined {
    return this.#refusal.error;
  }

  forgive(): void {
    this.#refusal.error = undefined;
    this.reopen();
  }

  reopen(): void {
    this.#breaker.reset();
  }

  call<T>(call: Call<T>, signal: AbortSignal): Promise<T> {
    return this.#call(call, signal, FOREGROUND);
  }

  async #call<T>(call: Call<T>, signal: AbortSignal, priority: number): Promise<T> {
    const deadline = new Deadline(signal, LIMITS.operation, outOfTime);
    try {
      return await this.#tryUntilDone(call, deadline, priority);
    } catch (error) {
      // The deadline's signal follows the other one, and has its reason then.
      const failure: unknown = deadline.signal.aborted ? deadline.signal.reason : error;
      this.#breaker.failed(call, failure);
      throw failure;
    } finally {
      deadline.end();
    }
  }

  async #tryUntilDone<T>(call: Call<T>, deadline: Deadline, priority: number): Promise<T> {
    let used = 0;
    let corrected = false;
    const attempt = () => {
      deadline.run();
      used = this.clock.skew;
      return this.#attempt(call, deadline.signal);
    };
    for (let attempts = 1; ; attempts += 1) {
      try {
        // Waiting for a place in our own queue is not the cloud's time.
        deadline.pause();
        return await this.#pace.run(attempt, deadline.signal, priority);
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        // Learnt also from what is not tried again: the next call gains by it.
        const better: boolean = this.clock.learn(error, used) && !corrected;
        if (call.changing || (attempts >= LIMITS.attempts && !better)) throw error;
        corrected ||= better;
        if (better) continue;
        if (!error.retryable || !this.#budget.take()) throw error;
        const pause = backoff(attempts, error, this.#options.random);
        await wait(pause, undefined, { signal: deadline.signal });
      }
    }
  }

  async #attempt<T>(call: Call<T>, signal: AbortSignal): Promise<T> {
    if (this.#refusal.error) throw this.#refusal.error;
    this.#breaker.admit(call);
    const { http, clock, nonce, redactor, log } = this.#options;
    const started = clock.now();
    const round = this.#pace.round;
    try {
      const request = call.sign(new Date(this.clock.now()), nonce());
      const reply = await http({ ...request, origin: call.origin }, signal);
      const result = call.parse(reply);
      log.debug(`${call.operation}: ${reply.status} in ${clock.now() - started} ms`);
      this.#breaker.answered(call);
      this.#pace.succeeded();
      this.#budget.succeeded();
      return result;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      if (error.category === 'throttled') this.#pace.throttled(round);
      const shown = presentable(error, redactor, clock.now());
      if (shown.category === 'credentials' && !call.onRefused?.()) this.#refusal.error = shown;
      this.#breaker.answered(call, shown);
      log.warn(`${call.operation}: ${logged(shown)}`);
      throw shown;
    }
  }
}

function outOfTime(): CloudError {
  const message = l10n.t('No complete answer within {0} seconds.', LIMITS.operation / 1000);
  return new CloudError({ category: 'network', message });
}

/** Full jitter; a wait the server asked for is honoured within bounds. Milliseconds. */
function backoff(attempts: number, error: CloudError, random: () => number): number {
  const ceiling = Math.min(LIMITS.longestBackoff, LIMITS.firstBackoff * 2 ** attempts);
  const asked = Math.min(LIMITS.longestBackoff, Math.max(0, error.retryAfterMs ?? 0));
  return asked + random() * ceiling;
}
