import type { HuaweiProject, Scene } from './model.ts';

/** Project look-ups (docs/clouds.md). */

const LINKS = { links: { self: '', previous: null, next: null } };

/** All projects that the caller may use; needs no grant. */
export function listAuthProjects({ cloud }: Scene): object {
  return { projects: cloud.projects.map((project) => described(project, cloud.domainId)), ...LINKS };
}

export function listProjects({ cloud, query }: Scene): object {
  const name = query.get('name');
  const named = cloud.projects.filter((project) => name === undefined || project.name === name);
  const size = Number(query.get('per_page') ?? named.length);
  const start = (Number(query.get('page') ?? 1) - 1) * size;
  const found = named.slice(start, start + size);
  return { projects: found.map((project) => described(project, cloud.domainId)), ...LINKS };
}

function described(project: HuaweiProject, domainId: string): object {
  return {
    id: project.id,
    name: project.name,
    domain_id: domainId,
    parent_id: project.parentId,
    enabled: project.enabled,
    is_domain: false,
    description: '',
    links: { self: '' },
  };
}
