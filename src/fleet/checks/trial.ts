import type { Account } from '../../accounts/account.ts';
import type { StoredSecret } from '../../accounts/storedSecret.ts';
import { CloudError } from '../../cloud/error.ts';
import type { Region } from '../../cloud/profile.ts';
import type { Identity } from '../../cloud/provider.ts';
import type { Sessions } from '../sessions.ts';

export interface Trial {
  readonly identity: Identity;
  /** Where the account can look; empty when it may not list regions, which can be typed then. */
  readonly regions: readonly Region[];
}

/**
 * Proves an account before it is configured.
 * @param secret to be taken for the stored one
 * @throws CloudError when there is nothing to sign in with, or it is refused
 */
export async function tryAccount(
  sessions: Sessions,
  account: Account,
  secret: StoredSecret | undefined,
  signal: AbortSignal,
): Promise<Trial> {
  const session = await sessions.openWith(account, await sessions.readLogin(account, secret));
  const identity = await session.prove(signal);
  const regions = await session.cloud.regions(signal).catch((error: unknown) => {
    if (error instanceof CloudError) return [];
    throw error;
  });
  return { identity, regions };
}
