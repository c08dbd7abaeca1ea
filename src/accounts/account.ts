import type { ProviderId } from '../domain/instance.ts';
import type { Credentials } from '../cloud/login.ts';
import type { Site } from '../cloud/profile.ts';
import type { PinnedInstance } from '../cloud/provider.ts';

/** Where an account's credentials come from. `given` ones live in memory only and cannot come from settings. */
export type CredentialSource =
  | { readonly source: 'secretStorage' }
  | { readonly source: 'environment' }
  /** the configuration of the cloud's own command line, or the file its SDKs share; the preferred profile when left out */
  | { readonly source: 'cliProfile' | 'sharedFile'; readonly profile?: string }
  | {
      readonly source: 'assumeRole';
      readonly roleArn: string;
      readonly sessionName?: string;
      readonly externalId?: string;
      readonly from: CredentialSource;
    }
  /** the password is in the secret storage */
  | { readonly source: 'password'; readonly domain: string; readonly user: string }
  | { readonly source: 'given'; readonly credentials: Credentials };

export type SourceName = CredentialSource['source'];

/** One set of credentials at a provider with the regions to look in, as the user configured it. */
export interface Account {
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  /** Named ones, or `ALL_REGIONS` alone. */
  readonly regions: readonly string[];
  readonly credentials: CredentialSource;
  /** When given: just these, nothing is listed. */
  readonly instances?: readonly PinnedInstance[];
  /** The side of the cloud that it is at; guessed from the regions when left out. */
  readonly site?: Site;
  /** A full origin by service; it holds for all regions. */
  readonly endpoints: Readonly<Record<string, string>>;
}

/** Stands for every region that the cloud offers the account. */
export const ALL_REGIONS = '*';

/** A settings entry that does not fit, and what is wrong with it. The others go on. */
export interface AccountProblem {
  /** The entry's own id where it is usable, else its place in the list (`#3`). */
  readonly id: string;
  readonly provider: ProviderId;
  readonly name: string;
  readonly message: string;
}

/** Whether the account is to look in every region that its cloud offers it. */
export function looksEverywhere({ regions, instances }: Account): boolean {
  return !instances && regions.includes(ALL_REGIONS);
}

/** The regions to look in that are known beforehand: those named, or those of the pinned instances. */
export function regionsOf({ regions, instances }: Account): readonly string[] {
  if (instances) return [...new Set(instances.map(({ region }) => region))];
  return regions.filter((region) => region !== ALL_REGIONS);
}

/** The source at the end of a chain of roles. */
export function rootSource(credentials: CredentialSource): CredentialSource {
  return credentials.source === 'assumeRole' ? rootSource(credentials.from) : credentials;
}

const SECRET_PREFIX = 'backupEncryption.credentials.';

/** The name an account's secret is kept under in the secret storage. */
export function secretName(accountId: string): string {
  return SECRET_PREFIX + accountId;
}

/** The account that a stored secret belongs to; undefined when it is none of ours. */
export function accountOfSecret(name: string): string | undefined {
  return name.startsWith(SECRET_PREFIX) ? name.slice(SECRET_PREFIX.length) : undefined;
}
