import * as l10n from '@vscode/l10n';
import { CloudError } from '../error.ts';
import type { SessionOptions } from '../provider.ts';

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
]);

/**
 * Where a service of a region is, by the published tables.
 * @throws CloudError `configuration` for a region whose TaurusDB host is not known: guessing one would send
 *   signed requests to a host nobody chose
 */
export function defaultOrigin(service: Service, region: string): string {
  if (service === 'iam') return 'https://iam.myhuaweicloud.com';
  if (service === 'kms') return `https://kms.${region}.myhuaweicloud.com`;
  const prefix = TAURUSDB_PREFIX.get(region);
  if (prefix) return `https://${prefix}.${region}.myhuaweicloud.com`;
  const message = l10n.t(
    'The TaurusDB endpoint of region {0} is not known; set "endpoints.taurusdb" for it.',
    region,
  );
  throw new CloudError({ category: 'configuration', message });
}

/** The user's own endpoint, else the published one. @throws CloudError `configuration` for a region without one */
export function originOf({ endpoints }: SessionOptions, service: Service, region: string): string {
  return endpoints[service] ?? defaultOrigin(service, region);
}
