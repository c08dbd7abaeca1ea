import type { ProviderId } from '../domain/instance.ts';
import type { Credentials, PinnedInstance } from '../cloud/provider.ts';

/** Where an account's credentials come from. `given` ones live in memory only and cannot come from settings. */
export type CredentialSource =
  | { readonly source: 'secretStorage' }
  | { readonly source: 'environment' }
  | { readonly source: 'given'; readonly credentials: Credentials };

/** One set of credentials at a provider with the regions to look in, as the user configured it. */
export interface Account {
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  readonly regions: readonly string[];
  readonly credentials: CredentialSource;
  /** When given: just these, nothing is listed. */
  readonly instances?: readonly PinnedInstance[];
  /** A full origin by service; it holds for all regions. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** A settings entry that does not fit, and what is wrong with it. The others go on. */
export interface AccountProblem {
  /** The entry's own id where it is usable, else its place in the list (`#3`). */
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  readonly message: string;
}

/** The regions to look in: those named, or those of the pinned instances. */
export function regionsOf({ regions, instances }: Account): readonly string[] {
  return instances ? [...new Set(instances.map(({ region }) => region))] : regions;
}

const SECRET_PREFIX = 'backupEncryption.credentials.';

/** The name an account's credentials are kept under in the secret storage. */
export function secretName(accountId: string): string {
  return SECRET_PREFIX + accountId;
}

/** The account that a stored secret belongs to; undefined when it is none of ours. */
export function accountOfSecret(name: string): string | undefined {
  return name.startsWith(SECRET_PREFIX) ? name.slice(SECRET_PREFIX.length) : undefined;
}
