import * as l10n from '@vscode/l10n';
import { CloudError } from '../error.ts';
import { requireId } from '../identifiers.ts';
import type { Rest } from './rest.ts';
import { projects, type Project } from './schemas.ts';

export interface Projects {
  /** The proving call: lists the projects that the credentials may use. @returns the account's id, empty without any */
  prove(signal: AbortSignal): Promise<string>;
  /** The ids of the regions that these credentials have a default project in. */
  regions(signal: AbortSignal): Promise<string[]>;
  /** @throws CloudError `not-found` unless exactly one project has the region's name */
  idFor(region: string, signal: AbortSignal): Promise<string>;
}

/**
 * Projects by region. The default project of a region bears the region's id as its name. Unlike the official
 * SDK, a missing project is reported, never created.
 */
export function createProjects(rest: Rest): Projects {
  let known: readonly Project[] | undefined;
  const byRegion = new Map<string, string>();

  const ask = async (operation: string, path: string, signal: AbortSignal, name?: string) => {
    const query = name ? { name } : {};
    const call = {
      operation,
      service: 'iam',
      region: '',
      method: 'GET',
      path,
      query,
      schema: projects,
    } as const;
    return (await rest(call, signal)).value.projects;
  };

  /** `/v3/auth/projects` needs no permission; `/v3/projects` is for clouds and users without it. */
  async function readAll(signal: AbortSignal): Promise<readonly Project[]> {
    try {
      return await ask('KeystoneListAuthProjects', '/v3/auth/projects', signal);
    } catch (error) {
      if (!(error instanceof CloudError) || !NOT_OFFERED.has(error.category)) throw error;
      return ask('KeystoneListProjects', '/v3/projects', signal);
    }
  }

  async function named(region: string, signal: AbortSignal): Promise<readonly Project[]> {
    known ??= await readAll(signal);
    const found = known.filter(({ name, enabled }) => name === region && enabled !== false);
    if (found.length > 0) return found;
    try {
      const asked = await ask('KeystoneListProjects', '/v3/projects', signal, region);
      return asked.filter(({ name }) => name === region);
    } catch (error) {
      if (error instanceof CloudError && NOT_OFFERED.has(error.category)) return [];
      throw error;
    }
  }

  return {
    async prove(signal) {
      known = await readAll(signal);
      byRegion.clear();
      return known[0]?.domain_id ?? '';
    },
    async regions(signal) {
      known ??= await readAll(signal);
      const usable = known.filter(({ name, enabled }) => REGION_ID.test(name) && enabled !== false);
      return [...new Set(usable.map(({ name }) => name))];
    },
    async idFor(region, signal) {
      const remembered = byRegion.get(region);
      if (remembered) return remembered;
      const [project, another] = await named(region, signal);
      if (!project) throw notOne(l10n.t('These credentials have no project for region {0}.', region));
      if (another) throw notOne(l10n.t('More than one project is named {0}.', region));
      byRegion.set(region, requireId(project.id));
      return project.id;
    },
  };
}

/** Not `MOS`, nor `<region>_<name>` of a sub-project. */
const REGION_ID = /^[a-z]+(-[a-z0-9]+)+$/;

const NOT_OFFERED: ReadonlySet<string> = new Set(['permission', 'not-found', 'invalid-request']);

function notOne(message: string): CloudError {
  return new CloudError({ category: 'not-found', message });
}
