import { isWithinDomain } from '../origin.ts';

export type Service = 'rds' | 'kms' | 'sts';

/** Versions of the three APIs (RPC style). */
export const VERSIONS: Readonly<Record<Service, string>> = {
  rds: '2014-08-15',
  kms: '2016-01-20',
  sts: '2015-04-01',
};

/** Regions that RDS serves from its central host (endpoint map of `@alicloud/rds20140815` 15.4.0). */
const CENTRAL_RDS: ReadonlySet<string> = new Set(
  [
    'cn-qingdao cn-beijing cn-hangzhou cn-shanghai cn-shenzhen cn-heyuan cn-hongkong ap-southeast-1',
    'us-west-1 us-east-1 cn-shanghai-finance-1 cn-shenzhen-finance-1 cn-beijing-finance-1',
    'cn-north-2-gov-1 ap-northeast-2-pop cn-beijing-finance-pop cn-beijing-gov-1 cn-beijing-nu16-b01',
    'cn-edge-1 cn-fujian cn-haidian-cm12-c01 cn-hangzhou-bj-b01 cn-hangzhou-internal-prod-1',
    'cn-hangzhou-internal-test-1 cn-hangzhou-internal-test-2 cn-hangzhou-internal-test-3',
    'cn-hangzhou-test-306 cn-hongkong-finance-pop cn-qingdao-nebula cn-shanghai-et15-b01',
    'cn-shanghai-et2-b01 cn-shanghai-inner cn-shanghai-internal-test-1 cn-shenzhen-inner',
    'cn-shenzhen-st4-d01 cn-shenzhen-su18-b01 cn-wuhan cn-yushanfang cn-zhangbei cn-zhangbei-na61-b01',
    'cn-zhangjiakou-na62-a01 cn-zhengzhou-nebula-1 eu-west-1-oxs rus-west-1-pop',
  ].flatMap((line) => line.split(' ')),
);

/** The one region that neither rule serves (same map); its host is reached from within the region only. */
const OWN_RDS: ReadonlyMap<string, string> = new Map([
  ['cn-hangzhou-finance', 'rds-vpc.cn-hangzhou-finance.aliyuncs.com'],
]);

/**
 * Where a service of a region is, by the published tables.
 * @param region left out for calls that belong to no region
 */
export function defaultOrigin(service: Service, region?: string): string {
  if (service !== 'rds' && region) return `https://${service}.${region}.aliyuncs.com`;
  if (!region || CENTRAL_RDS.has(region)) return `https://${service}.aliyuncs.com`;
  return `https://${OWN_RDS.get(region) ?? `rds.${region}.aliyuncs.com`}`;
}

/**
 * The origin for a `RegionEndpoint` that DescribeRegions told.
 * @returns undefined when the host is not one of Alibaba Cloud's: credentials go nowhere else
 */
export function regionOrigin(endpoint: string): string | undefined {
  return isWithinDomain(endpoint, 'aliyuncs.com') ? `https://${endpoint}` : undefined;
}
