import type { Account } from '../accounts/account.ts';
import { CloudError } from '../cloud/error.ts';
import type { Credentials, Identity, Region } from '../cloud/provider.ts';
import type { Sessions } from './sessions.ts';

export interface Trial {
  readonly identity: Identity;
  /** Where the credentials can look; empty when they may not list regions, which can be typed then. */
  readonly regions: readonly Region[];
}

/** Proves credentials that are stored nowhere yet. @throws CloudError when they are refused */
export async function tryCredentials(
  sessions: Sessions,
  account: Account,
  credentials: Credentials,
  signal: AbortSignal,
): Promise<Trial> {
  const session = await sessions.openWith(account, credentials);
  const identity = await session.prove(signal);
  const regions = await session.cloud.regions(signal).catch((error: unknown) => {
    if (error instanceof CloudError) return [];
    throw error;
  });
  return { identity, regions };
}
