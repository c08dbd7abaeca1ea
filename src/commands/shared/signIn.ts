import type { Account, CredentialSource } from '../../accounts/account.ts';
import type { FoundLogin } from '../../accounts/discovery.ts';
import { ProgramNotAllowed } from '../../accounts/refusal.ts';
import type { StoredSecret } from '../../accounts/storedSecret.ts';
import { CloudError } from '../../cloud/error.ts';
import type { Trial } from '../../fleet/checks/trial.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { describe } from '../../texts/failure.ts';

/** How an account signs in: with something that is there already, or with what is typed now. */
export type Way =
  | { readonly kind: 'found'; readonly found: FoundLogin }
  | { readonly kind: 'key' | 'temporaryKey' | 'password' };

/** What the steps gather; the secret stays in memory until it is proven. */
export interface SignIn {
  readonly way?: Way;
  readonly keyId?: string;
  readonly secret?: string;
  readonly expiresAt?: string;
  readonly domain?: string;
  readonly user?: string;
  readonly proven?: Proven;
}

export interface Proven {
  /** To be stored; left out when the account signs in with something that is there already. */
  readonly secret?: StoredSecret;
  readonly trial: Trial;
}

/** Tries an account at its cloud. @returns what is wrong with it, in words, or what the cloud said */
export type Try = (secret: StoredSecret | undefined, signal: AbortSignal) => Promise<Trial | string>;

/**
 * @param account as far as it is known
 * @param mayRun asks whether the program that its profile names may run; without it, it may not
 */
export function tryAt(fleet: Fleet, account: Account, mayRun?: (program: string) => Promise<boolean>): Try {
  return async (secret, signal) => {
    try {
      return await fleet.checks.tryAccount(account, secret, signal);
    } catch (error) {
      const isAllowed = error instanceof ProgramNotAllowed && (await mayRun?.(error.command));
      if (isAllowed) return tryAt(fleet, account)(secret, signal);
      if (error instanceof CloudError) return describe(error);
      throw error;
    }
  };
}

/** The setting's `credentials` for a way to sign in. */
export function sourceOf({ way, domain = '', user = '' }: SignIn): CredentialSource {
  if (way?.kind === 'found') return way.found.source;
  return way?.kind === 'password' ? { source: 'password', domain, user } : { source: 'secretStorage' };
}
