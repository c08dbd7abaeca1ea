import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { plainText } from '../../domain/text.ts';
import { CloudError } from '../error.ts';
import { batches, ID_PATTERN, uniqueById } from '../identifiers.ts';
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
export async function listInstances(rpc: Rpc, place: Place, signal: AbortSignal): Promise<Instance[]> {
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
    return { items: page.Items.DBInstance, ...(page.NextToken && { next: page.NextToken }) };
  });
  const details = await readAttributes(rpc, place, items.filter(isVague).map(idOf), signal);
  return uniqueById(items.map((item) => toInstance(place, details.get(idOf(item)) ?? item)));
}

/** Describes instances known by id. One that the cloud does not describe is returned with what is known. */
export async function describeInstances(
  rpc: Rpc,
  place: Place,
  pinned: readonly PinnedInstance[],
  signal: AbortSignal,
): Promise<Instance[]> {
  const ids = pinned.map(({ id }) => id);
  const details = await readAttributes(rpc, place, ids, signal).catch((error: unknown) => {
    if (error instanceof CloudError && error.category === 'permission')
      return new Map<string, InstanceItem>();
    throw error;
  });
  return pinned.map(({ id, name }) => {
    const item = details.get(id);
    const known = item ? toInstance(place, item) : bareInstance(place, id);
    return name ? { ...known, name } : known;
  });
}

/** The attributes of instances by id; those the cloud does not know are left out. */
async function readAttributes(rpc: Rpc, place: Place, ids: readonly string[], signal: AbortSignal) {
  const usable = ids.filter((id) => ID_PATTERN.test(id));
  const read = await Promise.all(batches(usable, BATCH).map((batch) => readBatch(rpc, place, batch, signal)));
  return new Map(read.flat().map((item) => [idOf(item), item]));
}

/** One id the cloud does not know fails the whole batch: then the halves are asked, so that the others still answer. */
async function readBatch(
  rpc: Rpc,
  place: Place,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<InstanceItem[]> {
  const { region } = place;
  const action = 'DescribeDBInstanceAttribute';
  const query = { DBInstanceId: ids.join(',') };
  try {
    const reply = await rpc({ service: 'rds', region, action, query, schema: instanceAttributes }, signal);
    return reply.Items.DBInstanceAttribute;
  } catch (error) {
    if (!(error instanceof CloudError) || !MISSING.has(error.category)) throw error;
    if (ids.length <= 1) return [];
    const halves = batches(ids, Math.ceil(ids.length / 2));
    return (await Promise.all(halves.map((half) => readBatch(rpc, place, half, signal)))).flat();
  }
}

const MISSING: ReadonlySet<string> = new Set(['not-found', 'invalid-request']);

function isVague({ Category, DBInstanceStorageType }: InstanceItem): boolean {
  return Category === '' || DBInstanceStorageType === '';
}

function idOf({ DBInstanceId }: InstanceItem): string {
  return DBInstanceId;
}

function toInstance(place: Place, item: InstanceItem): Instance {
  const ineligible = ineligibility(item);
  const busy = busyWith(item);
  return {
    ...bareInstance(place, item.DBInstanceId),
    name: plainText(item.DBInstanceDescription, 120) || item.DBInstanceId,
    engine: item.Engine,
    engineVersion: item.EngineVersion,
    lifecycle: item.DBInstanceStatus,
    ...(ineligible && { ineligible }),
    ...(busy && { busy }),
  };
}

function bareInstance(place: Place, id: string): Instance {
  return { provider: 'alibaba', ...place, id, name: id, engine: '', engineVersion: '', lifecycle: '' };
}

/** Only a running, unlocked instance takes changes. */
function busyWith({ DBInstanceStatus, LockMode }: InstanceItem): string | undefined {
  if (DBInstanceStatus && DBInstanceStatus.toLowerCase() !== 'running') {
    return l10n.t('its status is "{0}"', DBInstanceStatus);
  }
  if (LockMode && LockMode.toLowerCase() !== 'unlock') return l10n.t('it is locked ({0})', LockMode);
  return undefined;
}
