import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import type { KeyTrouble } from '../../domain/keyTrouble.ts';
import { readTime } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { missingKey } from '../missingKey.ts';
import { readPages } from '../paging.ts';
import type { EncryptionKey } from '../provider.ts';
import type { Rpc } from './rpc.ts';
import { aliases, key, keys, type KeyMetadata } from './schemas.ts';

const PAGE = 100;
/** Which specs backup encryption takes is documented nowhere; these are what the cloud's database services name. */
const USABLE_SPECS = new Set(['Aliyun_AES_256', 'Aliyun_SM4']);

/** The region's keys with what each is good for, the usable ones first. */
export async function listKeys(rpc: Rpc, region: string, signal: AbortSignal): Promise<EncryptionKey[]> {
  const [ids, names] = await Promise.all([keyIds(rpc, region, signal), aliasNames(rpc, region, signal)]);
  const found = await Promise.all(
    ids.map((id) => describeOrRefuse(rpc, region, id, names.get(id) ?? '', signal)),
  );
  return found.toSorted((a, b) => Number(Boolean(a.unusable)) - Number(Boolean(b.unusable)));
}

function keyIds(rpc: Rpc, region: string, signal: AbortSignal): Promise<string[]> {
  return readPages(1, async (page) => {
    const query = { PageNumber: page, PageSize: PAGE };
    const reply = await rpc({ service: 'kms', region, action: 'ListKeys', query, schema: keys }, signal);
    const items = reply.Keys.Key.map(({ KeyId }) => KeyId);
    return { items, ...(goesOn(items, page, reply.TotalCount) && { next: page + 1 }) };
  });
}

/** A full page may have another one after it, whatever the total says, and also where it says nothing. */
function goesOn(items: readonly unknown[], page: number, total: number): boolean {
  return items.length >= PAGE || (items.length > 0 && total > page * PAGE);
}

/** Aliases only help to recognise a key: without the permission the ids alone have to do. */
async function aliasNames(rpc: Rpc, region: string, signal: AbortSignal): Promise<Map<string, string>> {
  try {
    const found = await readPages(1, async (page) => {
      const query = { PageNumber: page, PageSize: PAGE };
      const reply = await rpc(
        { service: 'kms', region, action: 'ListAliases', query, schema: aliases },
        signal,
      );
      const items = reply.Aliases.Alias;
      return { items, ...(goesOn(items, page, reply.TotalCount) && { next: page + 1 }) };
    });
    return new Map(found.map(({ KeyId, AliasName }) => [KeyId, plainText(AliasName, 80)]));
  } catch (error) {
    if (error instanceof CloudError && error.category === 'permission') return new Map();
    throw error;
  }
}

/** A key that cannot be described is one that cannot be chosen. */
async function describeOrRefuse(
  rpc: Rpc,
  region: string,
  id: string,
  alias: string,
  signal: AbortSignal,
): Promise<EncryptionKey> {
  try {
    return { ...toKey(await metadataOf(rpc, region, id, signal), id), alias };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { id, alias, spec: '', unusable: error.message };
  }
}

/**
 * One key as it is now, by its id, ARN or alias, whose `alias/` may be left out; its other aliases are not looked up.
 * @throws CloudError `key` when there is no such key in the region
 */
export async function describeKey(
  rpc: Rpc,
  region: string,
  typed: string,
  signal: AbortSignal,
): Promise<EncryptionKey> {
  const home = /^acs:kms:([^:]*):/.exec(typed)?.[1];
  if (home !== undefined && home !== region) throw missingKey(typed, region);
  const names = typed.includes('/') ? [typed] : [typed, `alias/${typed}`];
  let refusal: CloudError | undefined;
  for (const name of names) {
    try {
      return toKey(await metadataOf(rpc, region, name, signal), name);
    } catch (error) {
      if (!(error instanceof CloudError) || !error.says((code) => NO_SUCH_KEY.test(code))) throw error;
      refusal = error;
    }
  }
  throw missingKey(typed, region, refusal);
}

const NO_SUCH_KEY = /^Forbidden\.(Key|Alias)NotFound$/i;

async function metadataOf(rpc: Rpc, region: string, id: string, signal: AbortSignal): Promise<KeyMetadata> {
  const call = { service: 'kms', region, action: 'DescribeKey', query: { KeyId: id }, schema: key } as const;
  return (await rpc(call, signal)).KeyMetadata;
}

/** @param name what the key was asked for by */
function toKey(metadata: KeyMetadata, name: string): EncryptionKey {
  const unusable = unusableBecause(metadata);
  const { KeyId, KeySpec, KeyState } = metadata;
  const trouble = TROUBLES.get(KeyState);
  const origin = originOf(metadata);
  const expiresAt = readTime(metadata.MaterialExpireTime);
  const deletedAt = readTime(metadata.DeleteDate);
  return {
    id: KeyId,
    alias: name.startsWith('alias/') ? plainText(name, 80) : '',
    spec: KeySpec,
    ...(origin && { origin }),
    ...(expiresAt && { expiresAt }),
    ...(deletedAt && { deletedAt }),
    ...(unusable && { unusable }),
    ...(trouble && { trouble }),
    ...(expiresAt && { warning: l10n.t('its material expires at {0}', expiresAt) }),
  };
}

/** By `KeyState` (KMS API page of DescribeKey). */
const TROUBLES: ReadonlyMap<string, KeyTrouble> = new Map([
  ['Disabled', 'disabled'],
  ['PendingDeletion', 'to-be-deleted'],
  ['PendingImport', 'no-material'],
]);

function originOf({ Origin }: KeyMetadata): EncryptionKey['origin'] {
  if (Origin === 'Aliyun_KMS') return 'cloud';
  return Origin.startsWith('EXTERNAL') ? 'imported' : undefined;
}

function unusableBecause({ KeyState, KeyUsage, KeySpec, DeleteDate }: KeyMetadata): string | undefined {
  if (KeyState === 'PendingDeletion') return l10n.t('will be deleted at {0}', plainText(DeleteDate, 30));
  if (KeyState === 'Disabled') return l10n.t('disabled');
  if (KeyState === 'PendingImport') return l10n.t('has no key material yet');
  if (KeyState !== 'Enabled') return l10n.t('its state is "{0}"', plainText(KeyState, 30));
  if (KeyUsage && KeyUsage !== 'ENCRYPT/DECRYPT') return l10n.t('not made for encrypting');
  if (KeySpec && !USABLE_SPECS.has(KeySpec)) return l10n.t('{0} is neither AES_256 nor SM4', KeySpec);
  return undefined;
}
