import { beforeSending } from './error.ts';
import type { Source } from './lease.ts';
import type { Login } from './login.ts';
import type { Identity } from './provider.ts';
import type { Call, Caller } from './transport/caller.ts';
import { shortKeyId } from './transport/redact.ts';

/**
 * Sends a call that is authenticated with what a source gives. When the cloud refuses that, and the source has
 * another, a read is sent once more with the other; a change is not.
 * @param callWith makes the call out of what the source gave
 */
export async function callAuthenticated<Held, T>(
  caller: Caller,
  source: Source<Held>,
  callWith: (held: Held) => Call<T>,
  signal: AbortSignal,
): Promise<T> {
  for (let attempts = 1; ; attempts += 1) {
    const held = await beforeSending(source.get(signal));
    const call = callWith(held);
    const refusal = { replaceable: false };
    const onRefused = () => (refusal.replaceable = source.refused(held));
    try {
      const result = await caller.call({ ...call, onRefused }, signal);
      source.worked(held);
      return result;
    } catch (error) {
      if (!refusal.replaceable || attempts > 1 || call.changing) throw error;
    }
  }
}

/** What can be said of the credentials themselves: which key, and until when. */
export function ofCredentials(
  login: Login,
  { expiresAt }: Source<unknown>,
): Pick<Identity, 'key' | 'expiresAt'> {
  return {
    ...(login.kind === 'keys' && { key: shortKeyId(login.credentials.accessKeyId) }),
    ...(expiresAt && { expiresAt }),
  };
}
