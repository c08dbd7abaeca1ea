import { isWithinDomain } from '../origin.ts';

export type Service = 'rds' | 'kms' | 'sts';

/** Versions of the three APIs (RPC style). */
export const VERSIONS: Readonly<Record<Service, string>> = {
  rds: '2014-08-15',
  kms: '2016-01-20',
  sts: '2015-04-01',
};

/** Regions that RDS serves from its central host (SDK rule, `@alicloud/rds20140815`). */
const CENTRAL_RDS = new Set([
  'cn-qingdao',
  'cn-beijing',
  'cn-hangzhou',
  'cn-shanghai',
  'cn-shenzhen',
  'cn-heyuan',
  'cn-hongkong',
  'ap-southeast-1',
  'us-west-1',
  'us-east-1',
  'cn-shanghai-finance-1',
  'cn-shenzhen-finance-1',
  'cn-beijing-finance-1',
  'cn-north-2-gov-1',
]);

/**
 * Where a service of a region is, by the published tables.
 * @param region left out for calls that belong to no region
 */
export function defaultOrigin(service: Service, region?: string): string {
  if (service === 'kms' && region) return `https://kms.${region}.aliyuncs.com`;
  if (service !== 'rds' || !region || CENTRAL_RDS.has(region)) return `https://${service}.aliyuncs.com`;
  return `https://rds.${region}.aliyuncs.com`;
}

/**
 * The origin for a `RegionEndpoint` that DescribeRegions told.
 * @returns undefined when the host is not one of Alibaba Cloud's: credentials go nowhere else
 */
export function regionOrigin(endpoint: string): string | undefined {
  return isWithinDomain(endpoint, 'aliyuncs.com') ? `https://${endpoint}` : undefined;
}
