import type { AlibabaCloud, AlibabaInstance, Scene } from './model.ts';
import { iso } from './model.ts';
import { invalidParameter, refusal, required, wholeNumber } from './refusals.ts';

const MOST_IDS_AT_ONCE = 30;
const PAGE_SIZES = { least: 1, most: 100, otherwise: 30 };

/** @throws Refusal when there is no such instance */
export function findInstance(cloud: AlibabaCloud, id: string): AlibabaInstance {
  const instance = cloud.instances.get(id);
  if (!instance) throw refusal('InvalidDBInstanceId.NotFound');
  return instance;
}

/** One row for each zone, as the real one answers. */
export function describeRegions({ cloud, host }: Scene): object {
  const rows = cloud.regions.flatMap((region) =>
    region.zones.map((zone) => ({
      LocalName: region.name,
      RegionEndpoint: host,
      RegionId: region.id,
      ZoneId: `${region.id}-${zone}`,
      ZoneName: `${region.name} Zone ${zone.toUpperCase()}`,
    })),
  );
  return { Regions: { RDSRegion: rows } };
}

/** Filters on equal values: parameter and how to read it off an instance. */
const FILTERS: Readonly<Record<string, (instance: AlibabaInstance) => string>> = {
  DBInstanceId: ({ id }) => id,
  DBInstanceStatus: ({ status }) => status,
  DBInstanceType: ({ type }) => type,
  Engine: ({ engine }) => engine,
  EngineVersion: ({ engineVersion }) => engineVersion,
};

/** Lists one region, by token or by page (docs/clouds.md). */
export function describeInstances({ cloud, parameters }: Scene): object {
  const found = select(cloud, parameters);
  const byToken = parameters['MaxResults'] !== undefined || parameters['NextToken'] !== undefined;
  const size = wholeNumber(parameters, byToken ? 'MaxResults' : 'PageSize', PAGE_SIZES);
  const page = byToken ? 1 : wholeNumber(parameters, 'PageNumber', { least: 1, most: 1e6, otherwise: 1 });
  const start = byToken ? readToken(parameters['NextToken']) : (page - 1) * size;
  const rows = found.slice(start, start + size);
  const withCategory = parameters['InstanceLevel'] === '1';
  const next = byToken && start + size < found.length ? { NextToken: writeToken(start + size) } : {};
  return {
    Items: { DBInstance: rows.map((instance) => listed(instance, withCategory)) },
    PageNumber: page,
    PageRecordCount: rows.length,
    TotalRecordCount: byToken ? rows.length : found.length,
    ...next,
  };
}

function select(cloud: AlibabaCloud, parameters: Readonly<Record<string, string>>): AlibabaInstance[] {
  const region = required(parameters, 'RegionId');
  const known = cloud.regions.find(({ id }) => id === region);
  if (!known) throw refusal('InvalidRegion.NotFound');
  if (known.closed) throw refusal(known.closed);
  const filters = Object.entries(FILTERS).filter(([name]) => parameters[name]);
  return [...cloud.instances.values()].filter(
    (instance) =>
      instance.region === region && filters.every(([name, read]) => read(instance) === parameters[name]),
  );
}

function writeToken(start: number): string {
  return Buffer.from(`start:${start}`).toString('base64url');
}

function readToken(token: string | undefined): number {
  if (!token) return 0;
  const [, start] = /^start:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (!start) throw invalidParameter('NextToken');
  return Number(start);
}

/** Describes one or several instances. Of several ids, those that do not exist are left out. */
export function describeAttribute({ cloud, parameters }: Scene): object {
  const ids = required(parameters, 'DBInstanceId').split(',');
  if (ids.length > MOST_IDS_AT_ONCE) throw invalidParameter('DBInstanceId');
  const found = ids.flatMap((id) => cloud.instances.get(id.trim()) ?? []);
  if (found.length === 0) throw refusal('InvalidDBInstanceId.NotFound');
  return { Items: { DBInstanceAttribute: found.map(attribute) } };
}

function common(instance: AlibabaInstance): object {
  const { id, region, zone, masterId } = instance;
  return {
    DBInstanceId: id,
    DBInstanceDescription: instance.name,
    DBInstanceClass: instance.instanceClass,
    DBInstanceNetType: 'Intranet',
    DBInstanceStatus: instance.status,
    DBInstanceStorageType: instance.storageType,
    DBInstanceType: instance.type,
    Engine: instance.engine,
    EngineVersion: instance.engineVersion,
    ConnectionMode: 'Standard',
    InstanceNetworkType: 'VPC',
    LockMode: instance.lockMode,
    LockReason: instance.lockMode === 'LockByExpiration' ? 'instance_expired' : '',
    PayType: 'Postpaid',
    RegionId: region,
    ZoneId: `${region}-${zone}`,
    ...(masterId && { MasterInstanceId: masterId }),
  };
}

function listed(instance: AlibabaInstance, withCategory: boolean): object {
  return {
    ...common(instance),
    CreateTime: iso(instance.createdAt),
    ExpireTime: '',
    DeletionProtection: true,
    MutriORsignle: false,
    ...(withCategory && { Category: instance.category }),
  };
}

function attribute(instance: AlibabaInstance): object {
  return {
    ...common(instance),
    Category: instance.category,
    ConnectionString: `${instance.id}.mysql.rds.aliyuncs.com`,
    CreationTime: iso(instance.createdAt),
    CurrentKernelVersion: 'rds_20251031',
    DBInstanceClassType: 'x',
    DBInstanceCPU: '4',
    DBInstanceMemory: 16384,
    DBInstanceStorage: 500,
    MaintainTime: '18:00Z-22:00Z',
    Port: '3306',
  };
}
