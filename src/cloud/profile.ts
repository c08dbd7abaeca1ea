import type { ProviderId } from '../domain/instance.ts';
import type { Credentials } from './login.ts';

export interface Region {
  readonly id: string;
  readonly name: string;
}

/** A cloud's two sides, each with its own accounts, bills and web console. */
export type Site = 'international' | 'china';

/** What one switch of an instance covers: its data backups, or those of its log. */
export type BackupSwitch = 'data' | 'log';

/** The variables of one tool; where it knows no token, that name is empty. */
export interface VariableNames extends Readonly<Record<keyof Required<Credentials>, string>> {
  /** The variable of the only project that is to be looked in. */
  readonly projectId?: string;
  /** When all of these are set, the tool lets the access key be and asks an identity provider. */
  readonly identityProvider?: readonly string[];
}

/** What a cloud can do, and what it cannot: plain data, so that rows and menus need no cloud code loaded. */
export interface ProviderProfile {
  readonly id: ProviderId;
  readonly name: string;
  /** The cloud's word for the two halves of an access key, for input boxes. */
  readonly keyIdLabel: string;
  readonly secretLabel: string;
  readonly canDisable: boolean;
  /** Whether what is on stays on for ever: then one proof is enough. */
  readonly isOneWay: boolean;
  /** What an instance switches apart from one another; with more than one it can be `partial`. */
  readonly switches: readonly BackupSwitch[];
  /** By so much a request's date may differ from the cloud's clock, minutes. */
  readonly clockTolerance: number;
  /** Which values of the setting's `credentials.source` this cloud knows. */
  readonly sources: readonly string[];
  /** Whether a region has projects of its own, of which an account may name one in the region's place. */
  readonly hasProjects?: boolean;
  /** How the cloud names a role that can be assumed; absent where none can. */
  readonly roleArn?: RegExp;
  /** Who somebody is, in the few words that a person reads. */
  shortPrincipal(principal: string): string;
  /** The codes that mean: this region is closed, though it may still be listed. */
  readonly closedRegion: readonly string[];
  /** The codes of a refused change that mean: the service-linked role is missing. */
  readonly roleMissing: readonly string[];
  /** The codes that refuse a request because the very same one has been there before. */
  readonly repeated: readonly string[];
  /** `optional`: the cloud can choose a key by itself; `none`: the key is the cloud's own. */
  readonly key: 'required' | 'optional' | 'none';
  /** The cloud's own domain; a host that only looks like it is refused. */
  readonly domain: string;
  /** The services whose endpoint a user may override. */
  readonly endpoints: readonly string[];
  /** The variables that hold an access key, the preferred ones first. */
  readonly environment: readonly VariableNames[];
  /** Suggestions for the region picker; any other region may be typed. */
  readonly regions: readonly Region[];
}

/**
 * The site that an account most probably belongs to: regions of the mainland are sold by the Chinese one, and whoever
 * has none of them is at the other.
 */
export function guessSite(regions: readonly string[]): Site {
  const isAbroad = (region: string) => !region.startsWith('cn-') || region === 'cn-hongkong';
  return regions.length > 0 && regions.every(isAbroad) ? 'international' : 'china';
}
