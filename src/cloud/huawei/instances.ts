import * as l10n from '@vscode/l10n';
import type { Instance } from '../../domain/instance.ts';
import { plainText } from '../../domain/text.ts';
import { CloudError } from '../error.ts';
import { bareInstance, ID_PATTERN, uniqueById } from '../identifiers.ts';
import { readPages } from '../paging.ts';
import type { PinnedInstance } from '../provider.ts';
import type { Rest } from './rest.ts';
import { instanceDetail, instances, type InstanceItem } from './schemas.ts';

/** The most that the API takes. */
const PAGE = 100;
/** The states that take changes, of the v3 and the v3.1 API. */
const READY = new Set(['', 'ACTIVE', 'NORMAL']);

/** Lists and details need the same one (API page taurusdb_05_0002). */
const ACTION = 'gaussdb:instance:list';

export interface Place {
  readonly accountId: string;
  readonly region: string;
  readonly projectId: string;
}

/** Lists a region; `offset` counts records, and the list may change while it is read. */
export async function listInstances(rest: Rest, place: Place, signal: AbortSignal): Promise<Instance[]> {
  const { region, projectId } = place;
  const items = await readPages(0, async (offset) => {
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
    const next = offset + value.instances.length;
    const full = value.instances.length >= PAGE;
    const more = value.instances.length > 0 && (value.total_count === 0 ? full : next < value.total_count);
    return { items: value.instances, ...(more && { next }) };
  });
  return uniqueById(items.map((item) => toInstance(place, item)));
}

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
  const describe = async ({ id, name }: PinnedInstance): Promise<Instance> => {
    const own = name ? { name } : {};
    const bare = { ...bareInstance(instancePlace(place), id), ...own };
    if (denied || !ID_PATTERN.test(id)) return bare;
    try {
      return { ...(await describeInstance(rest, place, id, signal)), ...own };
    } catch (error) {
      if (!(error instanceof CloudError) || error.category === 'credentials') throw error;
      denied ||= error.category === 'permission';
      return bare;
    }
  };
  const [first, ...others] = pinned;
  if (!first) return [];
  return [await describe(first), ...(await Promise.all(others.map(describe)))];
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
    ...(!READY.has(status.toUpperCase()) && { busy: l10n.t('its status is "{0}"', status) }),
    ...(enterprise_project_id && { enterpriseProjectId: enterprise_project_id }),
  };
}

function instancePlace({ accountId, region }: Place) {
  return { provider: 'huawei', accountId, region };
}
