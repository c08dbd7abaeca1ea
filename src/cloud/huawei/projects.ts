import * as l10n from '@vscode/l10n';
import { CloudError } from '../error.ts';
import { requireId, uniqueById } from '../identifiers.ts';
import { readPages } from '../paging.ts';
import type { LeftOut } from '../provider.ts';
import type { Hosts } from './endpoints.ts';
import { homeRegion } from './regionName.ts';
import type { Rest } from './rest.ts';
import { projects, type Project } from './schemas.ts';

/** The most in one page is 5000 (KeystoneListProjects); fewer keep a reply small. */
const PAGE = 500;

/**
 * Projects by region: the default one, which bears the region's id, and sub-projects named `<region>_<name>`, which hold
 * instances of their own. Unlike with the official SDK, a missing project is reported, never created.
 */
export class Projects {
  readonly #rest: Rest;
  readonly #meant: string | undefined;
  #known: readonly Project[] | undefined;
  readonly #byRegion = new Map<string, readonly Project[]>();

  /** @param meant the id of the one project that the credentials name, if they name one */
  constructor(rest: Rest, meant?: string) {
    this.#rest = rest;
    this.#meant = meant;
  }

  /** The proving call: lists the projects that the credentials may use. @returns the account's id, empty without any */
  async prove(signal: AbortSignal): Promise<string> {
    this.#known = await this.#readAll(signal);
    this.#byRegion.clear();
    return this.#known[0]?.domain_id ?? '';
  }

  /** The ids of the regions that these credentials have a project in. @throws CloudError `not-found` without any */
  async regions(signal: AbortSignal): Promise<string[]> {
    this.#known ??= await this.#readAll(signal);
    const usable = this.#known.filter((project) => this.#isUsable(project));
    if (usable.length === 0) throw notFound(l10n.t('These credentials have no project in any region.'));
    return [...new Set(usable.map(({ name }) => homeRegion(name)))];
  }

  /** Those of regions, as they were listed last. */
  get known(): readonly Project[] {
    return (this.#known ?? []).filter(({ name }) => isOfRegion(name));
  }

  /**
   * All projects that a region's id stands for, or the ones that bear a sub-project's name.
   * @throws CloudError `not-found` when there is none to be used
   */
  async of(region: string, signal: AbortSignal): Promise<readonly Project[]> {
    const remembered = this.#byRegion.get(region);
    if (remembered) return remembered;
    const found = await this.#find(region, signal);
    for (const { id } of found) requireId(id);
    this.#byRegion.set(region, found);
    return found;
  }

  async #find(region: string, signal: AbortSignal): Promise<readonly Project[]> {
    this.#known ??= await this.#readAll(signal);
    const here = this.#known.filter(({ name }) => name === region || homeRegion(name) === region);
    if (this.#meant) return [this.#meantIn(region, here)];
    const usable = here.filter(({ enabled }) => enabled !== false);
    // The default one first.
    if (usable.length > 0) return uniqueById(usable).toSorted((a, b) => a.name.length - b.name.length);
    if (here.length > 0) throw notFound(l10n.t('The project of region {0} is disabled.', region));
    const asked = await this.#askByName(region, signal);
    if (asked.length > 0) return asked;
    throw notFound(l10n.t('These credentials have no project for region {0}.', region));
  }

  /** The project that the credentials name; of one that is in no list the region is not known, so it may be any. */
  #meantIn(region: string, here: readonly Project[]): Project {
    const id = this.#meant ?? '';
    const project = here.find((one) => one.id === id);
    if (project) return project;
    if (!this.#known?.some((one) => one.id === id)) return { id, name: region, domain_id: '' };
    throw notFound(l10n.t('The project that the credentials name is not in region {0}.', region));
  }

  #isUsable({ id, name, enabled }: Project): boolean {
    return isOfRegion(name) && enabled !== false && (!this.#meant || id === this.#meant);
  }

  /** `/v3/auth/projects` needs no permission; `/v3/projects` is for clouds and users without it. */
  async #readAll(signal: AbortSignal): Promise<readonly Project[]> {
    try {
      return await this.#ask('KeystoneListAuthProjects', '/v3/auth/projects', {}, signal);
    } catch (error) {
      if (!(error instanceof CloudError) || !NOT_OFFERED.has(error.category)) throw error;
      return this.#readPages(signal);
    }
  }

  async #readPages(signal: AbortSignal): Promise<readonly Project[]> {
    const seen = new Set<string>();
    return readPages(1, async (page) => {
      const query = { page, per_page: PAGE };
      const items = await this.#ask('KeystoneListProjects', '/v3/projects', query, signal);
      const fresh = items.filter(({ id }) => !seen.has(id));
      for (const { id } of fresh) seen.add(id);
      // A gateway that knows no pages gives the same ones again.
      return { items: fresh, ...(items.length >= PAGE && fresh.length > 0 && { next: page + 1 }) };
    });
  }

  async #askByName(region: string, signal: AbortSignal): Promise<readonly Project[]> {
    try {
      const asked = await this.#ask('KeystoneListProjects', '/v3/projects', { name: region }, signal);
      return uniqueById(asked.filter(({ name, enabled }) => name === region && enabled !== false));
    } catch (error) {
      if (error instanceof CloudError && NOT_OFFERED.has(error.category)) return [];
      throw error;
    }
  }

  async #ask(
    operation: string,
    path: string,
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<readonly Project[]> {
    const call = {
      operation,
      service: 'iam',
      region: '',
      method: 'GET',
      path,
      query,
      schema: projects,
    } as const;
    return (await this.#rest(call, signal)).value.projects;
  }
}

/** What nobody looks in, though it is listed: disabled projects, and those of regions without an endpoint. */
export function passedOver(projects: Projects, hosts: Hosts): LeftOut[] {
  return projects.known.flatMap(({ name, enabled }) => {
    const region = homeRegion(name);
    const refusal =
      enabled === false ? notFound(l10n.t('Project {0} is disabled.', name)) : hosts.refusalOf(region);
    return refusal ? { region, name, reason: refusal.reason, isFailure: false } : [];
  });
}

/** Not `MOS`, which is no region's. */
function isOfRegion(name: string): boolean {
  return /^[a-z]+(-[a-z0-9]+)+(_|$)/.test(name);
}

const NOT_OFFERED: ReadonlySet<string> = new Set(['permission', 'not-found', 'invalid-request']);

function notFound(message: string): CloudError {
  return new CloudError({ category: 'not-found', message });
}
