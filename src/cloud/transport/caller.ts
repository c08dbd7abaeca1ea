import { setTimeout as wait } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { Log } from '../../domain/log.ts';
import { plainText } from '../../domain/text.ts';
import type { Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import type { Http, HttpReply, HttpRequest } from './http.ts';
import { LIMITS } from './limits.ts';
import { Pace } from './pace.ts';
import type { Redactor } from './redact.ts';
import { RetryBudget } from './retryBudget.ts';

/** One operation of a cloud: how to sign it, and how to read its reply. */
export interface Call<T> {
  /** For the log: the cloud's own name of the operation. */
  readonly operation: string;
  /** True for what changes anything: it is sent once, whatever happens. */
  readonly changing?: boolean;
  /** Builds and signs the request; called anew for each attempt, since each needs its own date and nonce. */
  sign(date: Date, nonce: string): HttpRequest;
  /** Turns the reply into the result, or throws a CloudError. */
  parse(reply: HttpReply): T;
}

/** Sends the calls of one account. */
export interface Caller {
  /** Rejects with a CloudError, or with the signal's reason when cancelled. */
  call<T>(call: Call<T>, signal: AbortSignal): Promise<T>;
}

/**
 * A caller that stops by itself: once the cloud has refused the credentials nothing more is sent, every call
 * fails with that refusal. Huawei Cloud locks a key after five failures in a row.
 */
export interface GuardedCaller extends Caller {
  readonly refusal: CloudError | undefined;
  /** Lets calls through again; for when a person asks to try once more. */
  forgive(): void;
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

/** Builds the caller of one account: a bulkhead with its own pace, retry budget and clock correction. */
export function createCaller(options: CallerOptions): GuardedCaller {
  const { http, clock, log, redactor } = options;
  const pace = new Pace(options.concurrency);
  const budget = new RetryBudget();
  let skew = 0;
  let refusal: CloudError | undefined;

  async function attempt<T>(call: Call<T>, signal: AbortSignal): Promise<T> {
    if (refusal) throw refusal;
    const started = clock.now();
    try {
      const reply = await http(call.sign(new Date(started + skew), options.nonce()), signal);
      const result = call.parse(reply);
      log.debug(`${call.operation}: ${reply.status} in ${clock.now() - started} ms`);
      pace.succeeded();
      budget.succeeded();
      return result;
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      if (error.category === 'throttled') pace.throttled();
      const shown = presentable(error, redactor);
      if (shown.category === 'credentials') refusal = shown;
      log.warn(`${call.operation}: ${describe(shown)}`);
      throw shown;
    }
  }

  /**
   * Learns the server's clock from its refusal; true when another attempt can do better.
   * @param used the correction that the refused request was signed with
   */
  function correctClock(error: CloudError, used: number): boolean {
    if (error.category !== 'clock-skew' || error.serverTime === undefined) return false;
    const learnt = error.serverTime - clock.now();
    if (Math.abs(learnt) > LIMITS.believableSkew) return false;
    if (Math.abs(learnt - used) < 60_000) return false;
    if (Math.abs(learnt - skew) < 60_000) return true;
    log.warn(
      `this computer's clock is ${Math.round(-learnt / 60_000)} minutes ahead of the cloud's; corrected`,
    );
    skew = learnt;
    return true;
  }

  async function call<T>(call: Call<T>, signal: AbortSignal): Promise<T> {
    const operation = withDeadline(signal);
    try {
      for (let attempts = 1; ; attempts += 1) {
        let used = skew;
        try {
          return await pace.run(() => {
            operation.start();
            used = skew;
            return attempt(call, operation.signal);
          }, operation.signal);
        } catch (error) {
          if (!(error instanceof CloudError) || call.changing || attempts >= LIMITS.attempts) throw error;
          if (attempts === 1 && correctClock(error, used)) continue;
          if (!error.retryable || !budget.take()) throw error;
          await wait(backoff(attempts, error, options.random), undefined, { signal: operation.signal });
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw operation.signal.aborted ? operation.signal.reason : error;
    } finally {
      operation.end();
    }
  }

  return {
    call,
    get refusal() {
      return refusal;
    },
    forgive() {
      refusal = undefined;
    },
  };
}

/** A signal that also ends when the whole call has taken too long; the time starts with the first attempt. */
function withDeadline(outer: AbortSignal) {
  const inner = new AbortController();
  const cancel = () => {
    inner.abort(outer.reason);
  };
  if (outer.aborted) cancel();
  outer.addEventListener('abort', cancel, { once: true });
  let timer: NodeJS.Timeout | undefined;
  return {
    signal: inner.signal,
    start(): void {
      timer ??= setTimeout(() => {
        inner.abort(outOfTime());
      }, LIMITS.operation);
    },
    end(): void {
      clearTimeout(timer);
      outer.removeEventListener('abort', cancel);
    },
  };
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

/** The same error with a text that may be shown. */
function presentable(error: CloudError, redactor: Redactor): CloudError {
  return error.withMessage(redactor.redact(plainText(error.message)));
}

function describe({ category, code, message, requestId }: CloudError): string {
  return [category, code, message, requestId && `(request ${requestId})`].filter(Boolean).join(' ');
}
