import type { CloudError } from '../cloud/error.ts';
import type { CloudSession, Identity, SessionFor } from '../cloud/provider.ts';
import { SharedWork } from '../cloud/sharedWork.ts';
import type { GuardedCaller } from '../cloud/transport/caller.ts';
import type { Clock } from '../domain/time.ts';

/** A session with the guard that its credentials are proven first. */
export interface AccountSession {
  readonly cloud: CloudSession;
  /** The cloud's clock, as far as it is known: for whatever is compared with the cloud's times. */
  readonly clock: Clock;
  /** The same for work that nobody waits for: its calls let the others go first. */
  readonly background: CloudSession;
  /** Sends the proving call, or waits for the one that is under way; whoever waits for it hears of the same outcome. */
  prove(signal: AbortSignal): Promise<Identity>;
  /** The identity of the last proving call; sends it only when there was none. */
  proven(signal: AbortSignal): Promise<Identity>;
  /** The cloud's refusal of the credentials, if there was one: nothing is sent any more. */
  readonly refusal: CloudError | undefined;
  /** Lets the proving call out once more after a refusal; a person asked for it. */
  forgive(): void;
  /** Asks endpoints again that are left alone; a person asked for it. */
  reopen(): void;
}

export function guard(sessionFor: SessionFor, caller: GuardedCaller): AccountSession {
  const cloud = sessionFor(caller);
  let identity: Identity | undefined;
  let proving: SharedWork<Identity> | undefined;
  const ask = async (signal: AbortSignal) => {
    identity = undefined;
    try {
      return (identity = await cloud.prove(signal));
    } finally {
      // When everybody has left, somebody new may be waiting for another one by now.
      if (!signal.aborted) proving = undefined;
    }
  };
  const prove = (signal: AbortSignal) => {
    if (!proving || proving.abandoned) proving = new SharedWork(ask);
    return proving.wait(signal);
  };
  return {
    cloud,
    clock: caller.clock,
    background: sessionFor(caller.background),
    prove,
    proven: async (signal) => identity ?? prove(signal),
    get refusal() {
      return caller.refusal;
    },
    forgive() {
      identity = undefined;
      caller.forgive();
    },
    reopen() {
      caller.reopen();
    },
  };
}
