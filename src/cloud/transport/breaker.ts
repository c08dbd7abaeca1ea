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
/** One operation with all its attempts, told from others by being the same object. */
interface Operation {
  /** Scheme, host and port. */
  readonly origin: string;
  readonly region?: string | undefined;
}

/** What has gone wrong at an endpoint since it last answered. */
interface Trouble {
  readonly failures: number;
  readonly last: CloudError;
  /** While it is left alone: since when, and for how long, milliseconds. */
  readonly pause?: { readonly since: number; readonly length: number };
  /** The one operation that may try, once the pause is over. */
  trial?: Operation | undefined;
}

/**
 * Leaves an endpoint alone that is in trouble: after several operations in a row have failed there, in spite of their
 * retries, others fail at once for a while; then one may try. It fails loudly: who is turned away hears what was wrong.
 * A host that cannot be reached is an endpoint, and so is a region of a host that answers with its own failures: where
 * one host serves all regions, the others go on.
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
    const paused = [hostOf(operation), regionOf(operation)].flatMap((key) => {
      const trouble = this.#troubles.get(key);
      return trouble?.pause && trouble.trial !== operation ? [{ trouble, pause: trouble.pause }] : [];
    });
    for (const { trouble, pause } of paused) {
      if (trouble.trial || !this.#isOver(pause)) throw turnedAway(operation, trouble, pause);
    }
    for (const { trouble } of paused) trouble.trial = operation;
  }

  /** An attempt has ended: any answer shows that the host is there, and any but a failure of its own that the region is. */
  answered(operation: Operation, error?: CloudError): void {
    if (error?.category === 'network') return;
    this.#troubles.delete(hostOf(operation));
    if (error?.category !== 'server') this.#troubles.delete(regionOf(operation));
  }

  /**
   * An operation has failed for good.
   * @param error also a reason for cancelling, which says nothing of the endpoint
   */
  failed(operation: Operation, error: unknown): void {
    const isOurs = !(error instanceof CloudError) || isTurnedAway(error);
    for (const [key, category] of [
      [hostOf(operation), 'network'],
      [regionOf(operation), 'server'],
    ] as const) {
      const trouble = this.#troubles.get(key);
      if (trouble?.pause && trouble.trial !== operation) continue;
      if (trouble) trouble.trial = undefined;
      if (!isOurs && error.category === category) this.#count(key, operation, trouble, error);
    }
  }

  /** Lets everything through again; for when a person asks. */
  reset(): void {
    this.#troubles.clear();
  }

  #count(key: string, operation: Operation, before: Trouble | undefined, last: CloudError): void {
    const failures = (before?.failures ?? 0) + 1;
    const pause = failures < PATIENCE ? undefined : { since: this.#clock.now(), length: nextPause(before) };
    this.#troubles.set(key, { failures, last, ...(pause && { pause }) });
    if (!pause) return;
    this.#log.warn(
      `${named(operation, last)}: ${failures} failures in a row, left alone for ${pause.length} ms`,
    );
  }

  /** Also when the clock was set back: a pause of an hour that has not begun helps nobody. */
  #isOver({ since, length }: NonNullable<Trouble['pause']>): boolean {
    const passed = this.#clock.now() - since;
    return passed < 0 || passed >= length;
  }
}

function hostOf({ origin }: Operation): string {
  return origin;
}

function regionOf({ origin, region = '' }: Operation): string {
  return `${origin} ${region}`;
}

function nextPause(trouble: Trouble | undefined): number {
  return trouble?.pause ? Math.min(LONGEST_PAUSE, trouble.pause.length * 2) : FIRST_PAUSE;
}

/** The endpoint as people are told of it. */
function named({ origin, region }: Operation, { category }: CloudError): string {
  const { host } = new URL(origin);
  return category === 'network' || !region || host.includes(region) ? host : `${host} (${region})`;
}

function turnedAway(
  operation: Operation,
  { failures, last }: Trouble,
  { since, length }: NonNullable<Trouble['pause']>,
): CloudError {
  const until = isoTime(since + length);
  const message = l10n.t(
    '{0} has failed {1} times in a row and is asked again at {2}. The last time: {3}',
    ...[named(operation, last), failures, until, last.message],
  );
  const { category, code, requestId } = last;
  return new CloudError({ category, code, requestId, message, until, unsent: true, cause: last });
}

function isTurnedAway({ cause }: CloudError): boolean {
  return cause instanceof CloudError;
}
