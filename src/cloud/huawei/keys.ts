import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import type { KeyTrouble } from '../../domain/keyTrouble.ts';
import { isoTime } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { missingKey } from '../missingKey.ts';
import { readPages } from '../paging.ts';
import type { EncryptionKey } from '../provider.ts';
import type { Rest } from './rest.ts';
import { keyInfo, keys, type KeyDetails } from './schemas.ts';

const PAGE = '100';
const SYMMETRIC = new Set(['AES_256', 'SM4']);
const ENABLED = '2';

/** Why a key in this state cannot be used (KMS `key_state`, a digit in a text). */
const UNUSABLE_STATE: ReadonlyMap<string, () => string> = new Map([
  ['1', () => l10n.t('not activated yet')],
  ['3', () => l10n.t('disabled')],
  ['4', () => l10n.t('scheduled for deletion')],
  ['5', () => l10n.t('has no key material yet')],
]);

/** Whose keys are wanted: only those of the instance's own enterprise project can be used. */
export interface KeyPlace {
  readonly region: string;
  readonly projectId: string;
  readonly enterpriseProjectId?: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * The keys that an instance could have, with what each is good for: usable first, a service's default keys after the
 * user's own.
 */
export async function listKeys(rest: Rest, place: KeyPlace, signal: AbortSignal): Promise<EncryptionKey[]> {
  const found = await detailsOf(rest, place, place.enterpriseProjectId ?? 'all', signal);
  return found.toSorted((a, b) => rank(a, place) - rank(b, place)).map((key) => toKey(key, place));
}

/** @param owner the enterprise project whose keys are wanted, or `all` */
function detailsOf(rest: Rest, place: KeyPlace, owner: string, signal: AbortSignal): Promise<KeyDetails[]> {
  return readPages('', async (marker) => {
    const body = { limit: PAGE, key_spec: 'ALL', enterprise_project_id: owner, ...(marker && { marker }) };
    const { value } = await rest(
      { ...keyCall(place, 'list-keys'), operation: 'ListKeys', action: 'kms:cmk:list', body, schema: keys },
      signal,
    );
    const more = value.truncated.toLowerCase() === 'true' && value.next_marker;
    return { items: value.key_details, ...(more && { next: value.next_marker }) };
  });
}

const KEY_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/**
 * One key as it is now, by its id or its alias.
 * @throws CloudError `key` when there is no such key in the region
 */
export async function describeKey(
  rest: Rest,
  place: KeyPlace,
  typed: string,
  signal: AbortSignal,
): Promise<EncryptionKey> {
  if (!KEY_ID.test(typed)) return findByAlias(rest, place, typed, signal);
  try {
    const { value } = await rest(
      {
        ...keyCall(place, 'describe-key'),
        operation: 'DescribeKey',
        action: 'kms:cmk:get',
        body: { key_id: typed },
        schema: keyInfo,
      },
      signal,
    );
    return toKey(value.key_info, place);
  } catch (error) {
    if (!(error instanceof CloudError) || !error.says((code) => code === NO_SUCH_KEY)) throw error;
    throw missingKey(typed, place.region, error);
  }
}

const NO_SUCH_KEY = 'KMS.0205';

/** Looked for in all enterprise projects, so that a key of another one can be told from none. */
async function findByAlias(
  rest: Rest,
  place: KeyPlace,
  alias: string,
  signal: AbortSignal,
): Promise<EncryptionKey> {
  const found = (await detailsOf(rest, place, 'all', signal)).filter(
    ({ key_id, key_alias }) => key_alias === alias || key_id === alias,
  );
  const [key] = found.toSorted((a, b) => rank(a, place) - rank(b, place));
  if (!key) throw missingKey(alias, place.region);
  return toKey(key, place);
}

function keyCall({ region, projectId }: KeyPlace, verb: 'list-keys' | 'describe-key') {
  const path = `/v1.0/${projectId}/kms/${verb}`;
  return { service: 'kms', region, projectId, method: 'POST', path } as const;
}

function rank(key: KeyDetails, place: KeyPlace): number {
  return (unusableBecause(key, place) ? 2 : 0) + (isDefault(key) ? 1 : 0);
}

function isDefault(key: KeyDetails): boolean {
  return key.default_key_flag === '1' || key.key_alias.endsWith('/default');
}

function toKey(key: KeyDetails, place: KeyPlace): EncryptionKey {
  const unusable = unusableBecause(key, place);
  const warning = warningFor(key);
  const trouble = troubleOf(key, place.now);
  const expiresAt = readEpoch(key.expiration_time);
  const deletedAt = readEpoch(key.scheduled_deletion_date);
  const { sys_enterprise_project_id: owner } = key;
  return {
    id: key.key_id,
    alias: plainText(key.key_alias, 80),
    spec: key.key_spec,
    ...(key.origin && { origin: key.origin === 'kms' ? 'cloud' : 'imported' }),
    ...(expiresAt !== undefined && { expiresAt: isoTime(expiresAt) }),
    ...(deletedAt !== undefined && { deletedAt: isoTime(deletedAt) }),
    ...(owner && { belongsTo: l10n.t('enterprise project {0}', plainText(owner, 100)) }),
    ...(unusable && { unusable }),
    ...(trouble && { trouble }),
    ...(!unusable && warning && { warning }),
  };
}

function unusableBecause(key: KeyDetails, place: KeyPlace): string | undefined {
  if (key.key_state !== ENABLED) {
    return (
      UNUSABLE_STATE.get(key.key_state)?.() ?? l10n.t('its state is "{0}"', plainText(key.key_state, 20))
    );
  }
  if (key.key_usage && key.key_usage !== 'ENCRYPT_DECRYPT') return l10n.t('not made for encrypting');
  if (key.key_spec && !SYMMETRIC.has(key.key_spec))
    return l10n.t('{0} is neither AES_256 nor SM4', key.key_spec);
  const { sys_enterprise_project_id: owner } = key;
  if (owner && place.enterpriseProjectId && owner !== place.enterpriseProjectId) {
    return l10n.t('belongs to another enterprise project');
  }
  const expiry = readEpoch(key.expiration_time);
  if (expiry !== undefined && expiry <= place.now) return l10n.t('expired at {0}', isoTime(expiry));
  return undefined;
}

/** By `key_state`; imported material can also have expired by its date. */
const TROUBLES: ReadonlyMap<string, KeyTrouble> = new Map([
  ['3', 'disabled'],
  ['4', 'to-be-deleted'],
  ['5', 'no-material'],
]);

function troubleOf(key: KeyDetails, now: number): KeyTrouble | undefined {
  const expiry = readEpoch(key.expiration_time);
  return TROUBLES.get(key.key_state) ?? (expiry !== undefined && expiry <= now ? 'no-material' : undefined);
}

function warningFor(key: KeyDetails): string | undefined {
  const deletion = readEpoch(key.scheduled_deletion_date);
  if (deletion !== undefined) return l10n.t('will be deleted at {0}', isoTime(deletion));
  const expiry = readEpoch(key.expiration_time);
  if (expiry !== undefined) return l10n.t('its material expires at {0}', isoTime(expiry));
  return isDefault(key)
    ? l10n.t("a service's default key; whether it is accepted here is not documented")
    : undefined;
}

/** Times come as digits in a text, described as seconds but shown as milliseconds: both are taken. */
function readEpoch(digits: string): number | undefined {
  if (!/^\d{9,14}$/.test(digits)) return undefined;
  return digits.length > 11 ? Number(digits) : Number(digits) * 1000;
}
