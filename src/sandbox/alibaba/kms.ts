import { iso } from './model.ts';
import type { AlibabaCloud, AlibabaKey, Scene } from './model.ts';
import { invalidParameter, refusal, required, wholeNumber } from './refusals.ts';

/** Key management (docs/clouds.md). */

const FILTERS: Readonly<Record<string, (key: AlibabaKey) => string>> = {
  KeyState: ({ state }) => state,
  KeySpec: ({ spec }) => spec,
  KeyUsage: ({ usage }) => usage,
  CreatorType: ({ creator }) => creator,
  ProtectionLevel: () => 'SOFTWARE',
};

export function listKeys({ cloud, parameters }: Scene): object {
  const filters = readFilters(parameters['Filters']);
  const found = cloud.keys.filter((key) => filters.every((fits) => fits(key)));
  const page = pageOf(found, parameters, 1);
  return {
    Keys: { Key: page.rows.map((key) => ({ KeyId: key.id, KeyArn: keyArn(cloud, key) })) },
    ...page.counts,
  };
}

export function describeKey({ cloud, parameters }: Scene): object {
  const wanted = required(parameters, 'KeyId');
  const key = cloud.keys.find((one) => [one.id, one.alias, keyArn(cloud, one)].includes(wanted));
  if (!key) throw refusal(wanted.startsWith('alias/') ? 'Forbidden.AliasNotFound' : 'Forbidden.KeyNotFound');
  return {
    KeyMetadata: {
      KeyId: key.id,
      Arn: keyArn(cloud, key),
      KeyState: key.state,
      KeySpec: key.spec,
      KeyUsage: key.usage,
      Origin: key.state === 'PendingImport' || key.materialExpiresAt ? 'EXTERNAL' : 'Aliyun_KMS',
      ProtectionLevel: 'SOFTWARE',
      Creator: key.creator === 'Service' ? 'RDS' : cloud.accountId,
      CreationDate: iso(key.createdAt),
      DeleteDate: key.deleteAt ? iso(key.deleteAt) : '',
      MaterialExpireTime: key.materialExpiresAt ? iso(key.materialExpiresAt) : '',
      Description: key.description,
      AutomaticRotation: 'Disabled',
      DeletionProtection: 'Disabled',
    },
  };
}

export function listAliases({ cloud, parameters }: Scene): object {
  const named = cloud.keys.filter(({ alias }) => alias);
  const page = pageOf(named, parameters, 0);
  const aliases = page.rows.map((key) => ({
    KeyId: key.id,
    AliasName: key.alias,
    AliasArn: `${arnPrefix(cloud, key)}:${key.alias}`,
  }));
  return { Aliases: { Alias: aliases }, ...page.counts };
}

function pageOf(keys: readonly AlibabaKey[], parameters: Readonly<Record<string, string>>, least: number) {
  const size = wholeNumber(parameters, 'PageSize', { least, most: 100, otherwise: 10 });
  const number = wholeNumber(parameters, 'PageNumber', { least: 1, most: 1e6, otherwise: 1 });
  const rows = keys.slice((number - 1) * size, number * size);
  return { rows, counts: { TotalCount: keys.length, PageNumber: number, PageSize: size } };
}

/** `[{"Key":"KeyState","Values":["Enabled"]}]`: all entries must fit, of each at least one value. */
function readFilters(text: string | undefined): ((key: AlibabaKey) => boolean)[] {
  if (!text) return [];
  const entries = parseJson(text);
  if (!Array.isArray(entries)) throw invalidParameter('Filters');
  return entries.map((entry: { Key?: unknown; Values?: unknown } | null) => {
    const read = FILTERS[String(entry?.Key)];
    const values = entry?.Values;
    if (!read || !Array.isArray(values)) throw invalidParameter('Filters');
    return (key) => values.includes(read(key));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function arnPrefix(cloud: AlibabaCloud, key: AlibabaKey): string {
  return `acs:kms:${key.region}:${cloud.accountId}`;
}

function keyArn(cloud: AlibabaCloud, key: AlibabaKey): string {
  return `${arnPrefix(cloud, key)}:key/${key.id}`;
}
