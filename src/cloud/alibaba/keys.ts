import { t } from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { CloudError } from '../error.ts';
import { readPages } from '../paging.ts';
import type { EncryptionKey } from '../provider.ts';
import type { Rpc } from './rpc.ts';
import { aliases, key, keys, type KeyMetadata } from './schemas.ts';

const PAGE = 100;
/** Symmetric keys; which specs backup encryption takes beyond these is not documented. */
const SYMMETRIC = new Set(['Aliyun_AES_256', 'Aliyun_SM4']);

/** The region's keys with what each is good for, the usable ones first. */
export async function listKeys(rpc: Rpc, region: string, signal: AbortSignal): Promise<EncryptionKey[]> {
  const [ids, names] = await Promise.all([keyIds(rpc, region, signal), aliasNames(rpc, region, signal)]);
  const found = await Promise.all(ids.map((id) => describeKey(rpc, region, id, names.get(id) ?? '', signal)));
  return found.toSorted((a, b) => Number(Boolean(a.unusable)) - Number(Boolean(b.unusable)));
}

function keyIds(rpc: Rpc, region: string, signal: AbortSignal): Promise<string[]> {
  return readPages(1, async (page) => {
    const query = { PageNumber: page, PageSize: PAGE };
    const reply = await rpc({ service: 'kms', region, action: 'ListKeys', query, schema: keys }, signal);
    const items = reply.Keys.Key.map(({ KeyId }) => KeyId);
    return { items, ...(items.length > 0 && reply.TotalCount > page * PAGE && { next: page + 1 }) };
  });
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
      return { items, ...(items.length > 0 && reply.TotalCount > page * PAGE && { next: page + 1 }) };
    });
    return new Map(found.map(({ KeyId, AliasName }) => [KeyId, plainText(AliasName, 80)]));
  } catch (error) {
    if (error instanceof CloudError && error.category === 'permission') return new Map();
    throw error;
  }
}

async function describeKey(
  rpc: Rpc,
  region: string,
  id: string,
  alias: string,
  signal: AbortSignal,
): Promise<EncryptionKey> {
  try {
    const query = { KeyId: id };
    const reply = await rpc({ service: 'kms', region, action: 'DescribeKey', query, schema: key }, signal);
    return toKey(reply.KeyMetadata, alias);
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    return { id, alias, spec: '', unusable: error.message };
  }
}

function toKey(metadata: KeyMetadata, alias: string): EncryptionKey {
  const unusable = unusableBecause(metadata);
  const { KeyId, KeySpec, MaterialExpireTime } = metadata;
  return {
    id: KeyId,
    alias,
    spec: KeySpec,
    ...(unusable && { unusable }),
    ...(MaterialExpireTime && {
      warning: t('its material expires at {0}', plainText(MaterialExpireTime, 30)),
    }),
  };
}

function unusableBecause({ KeyState, KeyUsage, KeySpec, DeleteDate }: KeyMetadata): string | undefined {
  if (KeyState === 'PendingDeletion') return t('will be deleted at {0}', plainText(DeleteDate, 30));
  if (KeyState === 'Disabled') return t('disabled');
  if (KeyState === 'PendingImport') return t('has no key material yet');
  if (KeyState !== 'Enabled') return t('its state is "{0}"', plainText(KeyState, 30));
  if (KeyUsage && KeyUsage !== 'ENCRYPT/DECRYPT') return t('made for signing, not for encrypting');
  if (KeySpec && !SYMMETRIC.has(KeySpec)) return t('{0} is not a symmetric key', KeySpec);
  return undefined;
}
