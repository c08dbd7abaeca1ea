import { hexId, scatter } from '../ids.ts';
import type { HuaweiCloud, HuaweiInstance, Scene } from './model.ts';
import { refusal } from './refusals.ts';

/** Instance lists and details (docs/clouds.md). */

const INSTANCE_ID = /^[0-9a-f]{32}in07$/;

/** The instance that the path names, in the project that it names. Throws a Refusal. */
export function findInstance(cloud: HuaweiCloud, path: Scene['path']): HuaweiInstance {
  const id = path['instance_id'] ?? '';
  if (!INSTANCE_ID.test(id)) throw refusal('DBS.280404');
  const instance = cloud.instances.get(id);
  if (!instance || instance.projectId !== path['project_id']) throw refusal('DBS.200002');
  return instance;
}

/** `offset` counts records, not pages. */
export function listInstances({ cloud, path, query }: Scene): object {
  const offset = wholeNumber(query.get('offset') ?? '0', 0, 1e6);
  const limit = wholeNumber(query.get('limit') ?? '100', 1, 100);
  const datastore = query.get('datastore_type');
  if (datastore && datastore !== 'gaussdb-mysql') throw refusal('DBS.200001', 'datastore_type.');
  const found = [...cloud.instances.values()].filter(
    (instance) =>
      instance.projectId === path['project_id'] &&
      matches(instance.id, query.get('id')) &&
      matches(instance.name, query.get('name')),
  );
  return { instances: found.slice(offset, offset + limit).map(summary), total_count: found.length };
}

function wholeNumber(text: string, least: number, most: number): number {
  const value = /^\d{1,7}$/.test(text) ? Number(text) : NaN;
  if (!(value >= least && value <= most)) throw refusal('DBS.280439');
  return value;
}

/** A leading `*` asks for "contains". */
function matches(text: string, filter: string | undefined): boolean {
  if (!filter) return true;
  return filter.startsWith('*') ? text.includes(filter.slice(1)) : text === filter;
}

export function showInstance({ cloud, path }: Scene): object {
  const instance = findInstance(cloud, path);
  const detail = {
    ...summary(instance),
    project_id: instance.projectId,
    alias: '',
    node_count: 2,
    nodes: [],
    az_mode: 'multi',
    master_az_code: `${instance.region}a`,
    maintenance_window: '02:00-06:00',
    public_ips: '',
    private_write_ips: [address(instance)],
    configuration_id: hexId(instance.region, 32),
  };
  return { instance: detail };
}

function summary(instance: HuaweiInstance): object {
  const { id, name, status, region } = instance;
  return {
    id,
    name,
    status,
    private_ips: [address(instance)],
    proxy_ips: [],
    readonly_private_ips: [],
    public_ips: [],
    port: '3306',
    type: 'Cluster',
    region,
    datastore: {
      type: 'gaussdb-mysql',
      version: instance.engineVersion,
      kernel_version: instance.kernelVersion,
    },
    created: status === 'BUILD' ? '' : time(instance.createdAt),
    updated: time(instance.createdAt),
    db_user_name: 'root',
    vpc_id: hexId(`vpc/${instance.projectId}`, 32),
    flavor_ref: 'gaussdb.mysql.xlarge.x86.4',
    flavor_info: { vcpus: '4', ram: '16' },
    backup_strategy: { start_time: '01:00-02:00', keep_days: '7' },
    enterprise_project_id: instance.enterpriseProjectId,
    time_zone: 'UTC+08:00',
    charge_info: { charge_mode: 'postPaid' },
    tags: [],
  };
}

function address({ id }: HuaweiInstance): string {
  const number = scatter(id);
  return `192.168.${number % 250}.${(number >>> 8) % 250}`;
}

/** `2026-01-15T08:30:05+0000`: no colon in the offset. */
function time(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}+0000`;
}
