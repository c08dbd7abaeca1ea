import type { HuaweiCloud, HuaweiKey, Scene } from './model.ts';
import { jsonBody, refusal } from './refusals.ts';

/** Key management: whatever looks like a number or a truth value is a string (docs/clouds.md). */

type Body = Readonly<Record<string, unknown>>;

export function listKeys({ cloud, path, body }: Scene): object {
  const wanted = jsonBody(body === '' ? '{}' : body);
  const limit = count(wanted['limit'] ?? '100', 'KMS.1601');
  const start = count(wanted['marker'] ?? '0', 'KMS.1602');
  const found = cloud.keys
    .filter(({ projectId }) => projectId === path['project_id'])
    .filter(selects(wanted));
  const rows = found.slice(start, start + limit);
  const truncated = start + limit < found.length;
  return {
    keys: rows.map(({ id }) => id),
    key_details: rows.map((key) => details(cloud, key)),
    next_marker: truncated ? String(start + limit) : '',
    truncated: String(truncated),
    total: String(found.length),
  };
}

function count(text: unknown, code: 'KMS.1601' | 'KMS.1602'): number {
  const value = typeof text === 'string' && /^\d{1,6}$/.test(text) ? Number(text) : NaN;
  if (Number.isNaN(value) || (code === 'KMS.1601' && (value < 1 || value > 1000))) throw refusal(code);
  return value;
}

function selects(wanted: Body): (key: HuaweiKey) => boolean {
  const { key_state: state, key_spec: spec = 'AES_256', enterprise_project_id: project = 'all' } = wanted;
  return (key) =>
    (state === undefined || state === key.state) &&
    (spec === 'ALL' || spec === key.spec) &&
    (project === 'all' || project === key.enterpriseProjectId);
}

export function describeKey({ cloud, path, body }: Scene): object {
  const { key_id: id } = jsonBody(body);
  const key = cloud.keys.find((one) => one.id === id && one.projectId === path['project_id']);
  if (!key) throw refusal('KMS.0205');
  return { key_info: details(cloud, key) };
}

/** Times are milliseconds in strings, like the samples, though the text says seconds. */
function details(cloud: HuaweiCloud, key: HuaweiKey): object {
  const project = cloud.projects.find(({ id }) => id === key.projectId);
  return {
    key_id: key.id,
    domain_id: cloud.domainId,
    key_alias: key.alias,
    realm: project?.region ?? '',
    key_spec: key.spec,
    key_usage: key.usage,
    key_description: '',
    creation_date: String(key.createdAt),
    scheduled_deletion_date: key.deletedAt === undefined ? '' : String(key.deletedAt),
    key_state: key.state,
    default_key_flag: key.isDefault ? '1' : '0',
    key_type: '1',
    expiration_time: key.expiresAt === undefined ? '' : String(key.expiresAt),
    origin: key.state === '5' || key.expiresAt ? 'external' : 'kms',
    key_rotation_enabled: 'false',
    sys_enterprise_project_id: key.enterpriseProjectId,
    keystore_id: '0',
  };
}
