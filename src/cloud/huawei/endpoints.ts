import * as l10n from '@vscode/l10n';
import { CloudError } from '../error.ts';
import type { SessionOptions } from '../provider.ts';
import { homeRegion } from './regionName.ts';

export type Service = 'taurusdb' | 'iam' | 'kms';

/** TaurusDB's hosts are not regular: `<prefix>.<region>.myhuaweicloud.com` (SDK region table, 3.1.209). */
const TAURUSDB_PREFIX: ReadonlyMap<string, string> = new Map([
  ['cn-north-4', 'gaussdb'],
  ['cn-north-2', 'gaussdb'],
  ['cn-north-9', 'gaussdb'],
  ['cn-north-11', 'gaussdbformysql'],
  ['cn-east-3', 'gaussdb'],
  ['cn-east-5', 'gaussdb-mysql'],
  ['cn-south-1', 'gaussdb'],
  ['cn-south-4', 'gaussdb'],
  ['cn-southwest-2', 'gaussdb'],
  ['cn-southwest-3', 'gaussdb-mysql'],
  ['ap-southeast-1', 'gaussdbformysql'],
  ['ap-southeast-2', 'gaussdbformysql'],
  ['ap-southeast-3', 'gaussdb'],
  ['ap-southeast-4', 'gaussdb'],
  ['tr-west-1', 'gaussdbformysql'],
  ['ru-northwest-2', 'gaussdb'],
  ['af-south-1', 'gaussdb-mysql'],
  ['sa-brazil-1', 'gaussdb'],
  ['la-north-2', 'gaussdb-mysql'],
  ['me-east-1', 'gaussdbformysql'],
  // Not in the SDK's table; the European documentation has the call, and the Terraform provider this host.
  ['eu-west-101', 'gaussdb'],
]);

/** Where the hosts of a region are: the European site has a domain of its own (Terraform provider, SDK tables). */
function domainOf(region: string): string {
  return /^eu-west-1\d\d$/.test(region) ? 'myhuaweicloud.eu' : 'myhuaweicloud.com';
}

/** Regions whose users the global IAM does not know (SDK table of IAM; `eu-west-0` is Orange's). */
const OWN_IAM = /^eu-west-(0|1\d\d)$/;

/**
 * Where a service of a region is, by the published tables.
 * @throws CloudError `configuration` for a region whose TaurusDB host is not known: guessing one would send
 *   signed requests to a host nobody chose
 */
export function defaultOrigin(service: Service, region: string): string {
  if (service === 'iam') return `https://iam.${OWN_IAM.test(region) ? `${region}.` : ''}${domainOf(region)}`;
  if (service === 'kms') return `https://kms.${region}.${domainOf(region)}`;
  const prefix = TAURUSDB_PREFIX.get(region);
  if (prefix) return `https://${prefix}.${region}.${domainOf(region)}`;
  const message = l10n.t(
    'The TaurusDB endpoint of region {0} is not known; set "endpoints.taurusdb" for it.',
    region,
  );
  throw new CloudError({ category: 'configuration', message });
}

/** Where the services of one account are; all its sessions share what is learnt of them. */
export class Hosts {
  readonly #own: SessionOptions['endpoints'];
  readonly #regions: readonly string[];
  readonly #inPlaceOf = new Map<string, string>();

  /** @param regions those that the account names, which decide whose IAM knows it */
  constructor({ endpoints, regions = [] }: Pick<SessionOptions, 'endpoints' | 'regions'>) {
    this.#own = endpoints;
    this.#regions = [...new Set(regions.map(homeRegion))];
  }

  /**
   * The user's own endpoint, else the published one.
   * @param region its id, or the name of one of its projects
   * @throws CloudError `configuration` for a region without one
   */
  originOf(service: Service, region: string): string {
    const own = this.#own[service];
    if (own) return own;
    if (service === 'iam') return this.#iam();
    const origin = defaultOrigin(service, homeRegion(region));
    return this.#inPlaceOf.get(origin) ?? origin;
  }

  /** Why TaurusDB cannot be asked in a region; undefined when it can. */
  refusalOf(region: string): CloudError | undefined {
    try {
      this.originOf('taurusdb', region);
      return undefined;
    } catch (error) {
      if (error instanceof CloudError) return error;
      throw error;
    }
  }

  /** @throws CloudError `configuration` when no region that the account names has an endpoint, or two have nothing in common */
  check(): void {
    this.#iam();
    const refusals = this.#regions.map((region) => this.refusalOf(region));
    const [first] = refusals;
    if (first && refusals.every(Boolean)) throw first;
  }

  /**
   * The regular name of a TaurusDB host that the table has another one for, to be tried where that has no address: the
   * Terraform provider knows no other names. None for an endpoint of the user's own.
   */
  alternative(origin: string): string | undefined {
    if (Object.values(this.#own).includes(origin)) return undefined;
    const host = /^https:\/\/gaussdb[a-z-]+(\..+)$/.exec(origin)?.[1];
    return host && `https://gaussdb${host}`;
  }

  /** Uses another origin from now on. */
  replace(origin: string, other: string): void {
    this.#inPlaceOf.set(origin, other);
  }

  #iam(): string {
    const own = this.#own['iam'];
    if (own) return own;
    const [origin, another] = new Set(
      (this.#regions.length > 0 ? this.#regions : ['']).map((region) => defaultOrigin('iam', region)),
    );
    if (origin && !another) return origin;
    const message = l10n.t(
      'The regions {0} belong to clouds that know nothing of each other; make an account for each.',
      this.#regions.join(', '),
    );
    throw new CloudError({ category: 'configuration', message });
  }
}
