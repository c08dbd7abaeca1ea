import * as l10n from '@vscode/l10n';
import type { Log } from '../../domain/log.ts';
import { isoTime, type Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';

/** Operations in a row that fail at an endpoint before it is left alone. */
const PATIENCE = 5;
/** For how long it is left alone first; each failed trial doubles it. Milliseconds. */
const FIRST_PAUSE = 15_000;
/** Well below the default refresh interval, so that a refresh by the timer always tries. Milliseconds. */
const LONGEST_PAUSE = 5 * 60_000;
/** What says that the endpoint itself is in trouble. */
const TROUBLE: ReadonlySet<string> = new Set(['network', 'server']);

/** One operation with all its attempts, told from others by being the same object. */
interface Operation {
  /** Scheme, host and port. */
  readonly origin: string;
}

/** What has gone wrong at an endpoint since it last answered. */
interface Trouble {
  failures: number;
  last: CloudError;
  /** While it is left alone: since when, and for how long, milliseconds. */
  pause?: { readonly since: number; readonly length: number };
  /** The one operation that may try, once the pause is over. */
  trial?: Operation | undefined;
}

/**
 * Leaves an endpoint alone that is in trouble: after several operations in a row have failed there, in spite of their
 * retries, others fail at once for a while; then one may try. It fails loudly: who is turned away hears what was wrong.
 */
export class Breaker {
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #troubles = new Map<string, Trouble>();

  constructor(clock: Clock, log: Log) {
    this.#clock = clock;
    this.#log = log;
  }

  /** Asked before each attempt. @throws CloudError, marked `unsent`, while the endpoint is left alone */
  admit(operation: Operation): void {
    const trouble = this.#troubles.get(operation.origin);
    if (!trouble?.pause || trouble.trial === operation) return;
    if (trouble.trial || !this.#isOver(trouble.pause)) throw turnedAway(operation, trouble, trouble.pause);
    trouble.trial = operation;
  }

  /** An attempt has ended: any answer but trouble shows that the endpoint is there. */
  answered({ origin }: Operation, error?: CloudError): void {
    if (!error || !TROUBLE.has(error.category)) this.#troubles.delete(origin);
  }

  /**
   * An operation has failed for good.
   * @param error also a reason for cancelling, which says nothing of the endpoint
   */
  failed(operation: Operation, error: unknown): void {
    const trouble = this.#troubles.get(operation.origin);
    if (trouble?.pause && trouble.trial !== operation) return;
    if (trouble) trouble.trial = undefined;
    if (!(error instanceof CloudError) || isTurnedAway(error) || !TROUBLE.has(error.category)) return;
    const failures = (trouble?.failures ?? 0) + 1;
    const pause = failures < PATIENCE ? undefined : { since: this.#clock.now(), length: nextPause(trouble) };
    this.#troubles.set(operation.origin, { failures, last: error, ...(pause && { pause }) });
    if (!pause) return;
    this.#log.warn(`${operation.origin}: ${failures} failures in a row, left alone for ${pause.length} ms`);
  }

  /** Lets everything through again; for when a person asks. */
  reset(): void {
    this.#troubles.clear();
  }

  /** Also when the clock was set back: a pause of an hour that has not begun helps nobody. */
  #isOver({ since, length }: NonNullable<Trouble['pause']>): boolean {
    const passed = this.#clock.now() - since;
    return passed < 0 || passed >= length;
  }
}

function nextPause(trouble: Trouble | undefined): number {
  return trouble?.pause ? Math.min(LONGEST_PAUSE, trouble.pause.length * 2) : FIRST_PAUSE;
}

function turnedAway(
  { origin }: Operation,
  { failures, last }: Trouble,
  { since, length }: NonNullable<Trouble['pause']>,
): CloudError {
  const until = isoTime(since + length);
  const message = l10n.t(
    '{0} has failed {1} times in a row and is asked again at {2}. The last time: {3}',
    ...[new URL(origin).host, failures, until, last.message],
  );
  const { category, code, requestId } = last;
  return new CloudError({ category, code, requestId, message, until, unsent: true, cause: last });
}

function isTurnedAway({ cause }: CloudError): boolean {
  return cause instanceof CloudError;
}
