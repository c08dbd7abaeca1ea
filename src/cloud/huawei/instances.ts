import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { plainText } from '../../domain/text.ts';
import { CloudError } from '../error.ts';
import { bareInstance, ID_PATTERN, uniqueById } from '../identifiers.ts';
import { readPages, type Page } from '../paging.ts';
import type { PinnedInstance } from '../provider.ts';
import type { Rest } from './rest.ts';
import { instanceDetail, instances, type InstanceItem } from './schemas.ts';

/** The most that the API takes. */
const PAGE = 100;
/** The states that take changes, of the v3 and the v3.1 API. */
const READY = new Set(['', 'ACTIVE', 'NORMAL']);

/** Lists and details need the same one (API page taurusdb_05_0002). */
const ACTION = 'gaussdb:instance:list';

/** A project of a region. */
export interface Place {
  readonly accountId: string;
  /** Its id, or the name of one of its projects, whichever the account looks in. */
  readonly region: string;
  readonly projectId: string;
  /** The project's name. */
  readonly project: string;
}

/** Told of each page of a list. */
export type Arrived = (page: readonly Instance[]) => void;

/** Lists a project; `offset` counts records, and the list may change while it is read. */
export async function listInstances(
  rest: Rest,
  place: Place,
  signal: AbortSignal,
  arrived?: Arrived,
): Promise<Instance[]> {
  const instances = await readPages(0, async (offset) => {
    const { items, next } = await readPage(rest, place, offset, signal);
    const page = items.map((item) => toInstance(place, item));
    arrived?.(page);
    return { items: page, ...(next !== undefined && { next }) };
  });
  return uniqueById(instances);
}

/** A full page may have another one after it, whatever the total says. */
async function readPage(
  rest: Rest,
  place: Place,
  offset: number,
  signal: AbortSignal,
): Promise<Page<InstanceItem, number>> {
  const { region, projectId } = place;
  const { value } = await rest(
    {
      operation: 'ListGaussMySqlInstances',
      action: ACTION,
      service: 'taurusdb',
      region,
      method: 'GET',
      path: `/v3/${projectId}/instances`,
      query: { offset, limit: PAGE },
      projectId,
      schema: instances,
    },
    signal,
  );
  const items = value.instances;
  const next = offset + items.length;
  const more = items.length >= PAGE || (items.length > 0 && next < value.total_count);
  return { items, ...(more && { next }) };
}

/** So many are described one by one; of more, the list tells at once. */
const FEW = 3;

/**
 * Describes instances known by id. Listing and describing need the same permission, so a user without it still
 * gets every instance, with what the settings say of it; after the first denial the others are not asked for.
 */
export async function describeInstances(
  rest: Rest,
  place: Place,
  pinned: readonly PinnedInstance[],
  signal: AbortSignal,
): Promise<Instance[]> {
  let denied = false;
  const orBare = async <T>(asked: Promise<T>): Promise<T | undefined> => {
    try {
      return await asked;
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'credentials') throw error;
      denied ||= error.category === 'permission';
      return undefined;
    }
  };
  const listed = pinned.length > FEW ? await orBare(findListed(rest, place, pinned, signal)) : undefined;
  const describe = async ({ id, name }: PinnedInstance): Promise<Instance> => {
    const bare = bareInstance(instancePlace(place), id);
    const known =
      listed?.get(id) ??
      (denied || !ID_PATTERN.test(id) ? undefined : await orBare(describeInstance(rest, place, id, signal)));
    return { ...(known ?? bare), ...(name && { name }) };
  };
  const [first, ...others] = pinned;
  if (!first) return [];
  return [await describe(first), ...(await Promise.all(others.map(describe)))];
}

/** Those of the instances that the list has; read no further than until all are found, or describing them were cheaper. */
async function findListed(
  rest: Rest,
  place: Place,
  pinned: readonly PinnedInstance[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Instance>> {
  const missing = new Set(pinned.map(({ id }) => id));
  const found = new Map<string, Instance>();
  let pages = 0;
  await readPages(0, async (offset) => {
    const { items, next } = await readPage(rest, place, offset, signal);
    for (const item of items.filter(({ id }) => missing.delete(id)))
      found.set(item.id, toInstance(place, item));
    pages += 1;
    const goesOn = next !== undefined && missing.size > pages;
    return { items: [], ...(goesOn && { next }) };
  });
  return found;
}

async function describeInstance(
  rest: Rest,
  place: Place,
  id: string,
  signal: AbortSignal,
): Promise<Instance> {
  const { region, projectId } = place;
  const { value } = await rest(
    {
      operation: 'ShowGaussMySqlInstanceInfo',
      action: ACTION,
      service: 'taurusdb',
      region,
      method: 'GET',
      path: `/v3/${projectId}/instances/${id}`,
      projectId,
      schema: instanceDetail,
    },
    signal,
  );
  return toInstance(place, value.instance);
}

function toInstance(place: Place, item: InstanceItem): Instance {
  const { id, name, datastore, enterprise_project_id } = item;
  const bare = bareInstance(instancePlace(place), id);
  const status = plainText(item.status, 40);
  return {
    ...bare,
    name: plainText(name, 120) || bare.name,
    engine: plainText(datastore?.type ?? '', 40),
    engineVersion: plainText(datastore?.version ?? '', 40),
    lifecycle: status,
    home: place.projectId,
    ...(!READY.has(status.toUpperCase()) && { busy: l10n.t('its status is "{0}"', status) }),
    ...(enterprise_project_id && { keyScope: enterprise_project_id }),
  };
}

function instancePlace({ accountId, region }: Place) {
  return { provider: 'huawei', accountId, region };
}
