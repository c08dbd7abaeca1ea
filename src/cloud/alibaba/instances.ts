import * as l10n from '@vscode/l10n';
import type { Reason } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import { plainText } from '../../domain/text.ts';
import { readTime } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { bareInstance, batches, ID_PATTERN, uniqueById } from '../identifiers.ts';
import { readPages } from '../paging.ts';
import type { PinnedInstance } from '../provider.ts';
import { ineligibility } from './eligibility.ts';
import type { Rpc } from './rpc.ts';
import { instanceAttributes, instances, type InstanceItem } from './schemas.ts';

/** Ids in one DescribeDBInstanceAttribute; the limit is not confirmed, so a refused batch is halved. */
const BATCH = 30;
const PAGE = 100;

type Place = Pick<Instance, 'accountId' | 'region'>;

/** Lists a region with token paging; asks for attributes only where the listing left the deciding ones out. */
export async function listInstances(
  rpc: Rpc,
  place: Place,
  signal: AbortSignal,
  arrived?: (page: readonly Instance[]) => void,
): Promise<Instance[]> {
  const items = await readPages('', async (token) => {
    const query = {
      RegionId: place.region,
      InstanceLevel: 1,
      MaxResults: PAGE,
      ...(token && { NextToken: token }),
    };
    const { region } = place;
    const page = await rpc(
      { service: 'rds', region, action: 'DescribeDBInstances', query, schema: instances },
      signal,
    );
    const items = page.Items.DBInstance;
    arrived?.(items.filter((item) => !isVague(item)).map((item) => toInstance(place, item)));
    return { items, ...(page.NextToken && { next: page.NextToken }) };
  });
  const { known } = await readAttributes(rpc, place, items.filter(isVague).map(idOf), signal);
  return uniqueById(items.map((item) => toInstance(place, known.get(idOf(item)) ?? item)));
}

/** Describes instances known by id. One that the cloud does not describe is returned with what is known. */
export async function describeInstances(
  rpc: Rpc,
  place: Place,
  pinned: readonly PinnedInstance[],
  signal: AbortSignal,
): Promise<Instance[]> {
  const ids = pinned.map(({ id }) => id);
  const { known, missing } = await readAttributes(rpc, place, ids, signal);
  return pinned.map(({ id, name }) => {
    const item = known.get(id);
    const reason = missing.get(id);
    const instance = item ? toInstance(place, item) : bareInstance({ provider: 'alibaba', ...place }, id);
    return { ...instance, ...(reason && { unreadable: reason }), ...(name && { name }) };
  });
}

interface Attributes {
  readonly known: ReadonlyMap<string, InstanceItem>;
  /** Ids that the cloud says it does not know. */
  readonly missing: ReadonlyMap<string, Reason>;
}

/** The attributes of instances by id. Who may not ask for them goes on with what else is known. */
async function readAttributes(
  rpc: Rpc,
  place: Place,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Attributes> {
  const missing = new Map<string, Reason>();
  const usable = ids.filter((id) => ID_PATTERN.test(id));
  try {
    const read = await Promise.all(
      batches(usable, BATCH).map((batch) => readBatch(rpc, place, batch, missing, signal)),
    );
    return { known: new Map(read.flat().map((item) => [idOf(item), item])), missing };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category !== 'permission') throw error;
    return { known: new Map(), missing };
  }
}

/** One id the cloud does not know fails the whole batch: then the halves are asked, so that the others still answer. */
async function readBatch(
  rpc: Rpc,
  place: Place,
  ids: readonly string[],
  missing: Map<string, Reason>,
  signal: AbortSignal,
): Promise<readonly InstanceItem[]> {
  const { region } = place;
  const action = 'DescribeDBInstanceAttribute';
  const query = { DBInstanceId: ids.join(',') };
  try {
    const reply = await rpc({ service: 'rds', region, action, query, schema: instanceAttributes }, signal);
    const items = reply.Items.DBInstanceAttribute;
    const found = new Set(items.map(idOf));
    for (const id of ids) if (!found.has(id)) missing.set(id, unknownInstance(id));
    return items;
  } catch (error) {
    if (!(error instanceof CloudError) || !PERHAPS_MISSING.has(error.category)) throw error;
    const [id, another] = ids;
    if (id !== undefined && another === undefined) {
      if (error.says((code) => /^InvalidDBInstance/i.test(code)))
        missing.set(id, { ...error.reason, category: 'not-found' });
      return [];
    }
    const halves = batches(ids, Math.ceil(ids.length / 2));
    return (await Promise.all(halves.map((half) => readBatch(rpc, place, half, missing, signal)))).flat();
  }
}

const PERHAPS_MISSING: ReadonlySet<string> = new Set(['not-found', 'invalid-request']);

function unknownInstance(id: string): Reason {
  return { category: 'not-found', message: l10n.t('The cloud knows no instance {0} here.', id) };
}

function isVague({ Category, DBInstanceStorageType }: InstanceItem): boolean {
  return Category === '' || DBInstanceStorageType === '';
}

function idOf({ DBInstanceId }: InstanceItem): string {
  return DBInstanceId;
}

function toInstance(place: Place, item: InstanceItem): Instance {
  const ineligible = ineligibility(item);
  const createdAt = readTime(item.CreateTime || item.CreationTime);
  const busy = busyWith(item);
  const bare = bareInstance({ provider: 'alibaba', ...place }, item.DBInstanceId);
  return {
    ...bare,
    name: plainText(item.DBInstanceDescription, 120) || bare.name,
    engine: plainText(item.Engine, 40),
    engineVersion: plainText(item.EngineVersion, 40),
    lifecycle: plainText(item.DBInstanceStatus, 40),
    shape: shapeOf(item),
    ...(createdAt && { createdAt }),
    ...(ineligible && { ineligible }),
    ...(busy && { busy }),
  };
}

/** Class, edition, storage and kind: what decides whether it can have encrypted backups, beside engine and version. */
function shapeOf({ DBInstanceClass, Category, DBInstanceStorageType, DBInstanceType }: InstanceItem): string {
  return plainText([DBInstanceClass, Category, DBInstanceStorageType, DBInstanceType].join(', '), 200);
}

/** Only a running, unlocked instance takes changes. */
function busyWith({ DBInstanceStatus, LockMode }: InstanceItem): string | undefined {
  if (DBInstanceStatus && DBInstanceStatus.toLowerCase() !== 'running') {
    return l10n.t('its status is "{0}"', plainText(DBInstanceStatus, 40));
  }
  if (LockMode && LockMode.toLowerCase() !== 'unlock')
    return l10n.t('it is locked ({0})', plainText(LockMode, 40));
  return undefined;
}
