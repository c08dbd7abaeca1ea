import type { CloudError } from '../../src/cloud/error.ts';
import type { AccountSession } from '../../src/fleet/accountSession.ts';
import type { Members } from '../../src/fleet/members.ts';
import { readAccount } from '../../src/fleet/reading/account.ts';
import type { Stage } from './stage.ts';
import { never } from './session.ts';

export interface Reading {
  /** Its answers: the sign-in may be refused, and let out once more. */
  readonly session: {
    refusal: CloudError | undefined;
    forgiven: number;
    get?: () => Promise<AccountSession>;
  };
  readonly read: (explicit?: boolean, signal?: AbortSignal) => Promise<void>;
}

/** Reads the whole account of a stage. */
export function accountReading({ context, member, inventory, cloud }: Stage): Reading {
  const { clock, ownClock, log } = context;
  const session: Reading['session'] = { refusal: undefined, forgiven: 0 };
  const opened: AccountSession = {
    ...{ cloud, background: cloud, clock },
    prove: (signal) => cloud.prove(signal),
    proven: (signal) => cloud.prove(signal),
    get refusal() {
      return session.refusal;
    },
    forgive: () => void (session.forgiven += 1),
    reopen: () => undefined,
  };
  const members = {
    sessions: { get: () => session.get?.() ?? Promise.resolve(opened) },
    context: () => context,
  } as unknown as Members;
  return {
    session,
    read: (explicit = true, signal = never) =>
      readAccount(members, member, { explicit, signal }, { inventory, log, clock: ownClock }),
  };
}
