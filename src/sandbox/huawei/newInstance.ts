import { hexId } from '../ids.ts';
import type { HuaweiInstance, HuaweiProject } from './model.ts';

const DAY = 24 * 60 * 60 * 1000;

/** The enterprise project that an account has from the start. */
export const DEFAULT_ENTERPRISE_PROJECT = '0';

/**
 * An active instance without encrypted backup.
 * @param now milliseconds since 1970
 * @param differences what is other than usual
 */
export function newHuaweiInstance(
  name: string,
  project: HuaweiProject,
  now: number,
  differences: Partial<HuaweiInstance> = {},
): HuaweiInstance {
  return {
    id: `${hexId(`huawei/${project.name}/${name}`, 32)}in07`,
    name,
    projectId: project.id,
    region: project.region,
    status: 'ACTIVE',
    engineVersion: '8.0',
    kernelVersion: '2.0.69.250900',
    enterpriseProjectId: DEFAULT_ENTERPRISE_PROJECT,
    createdAt: now - 250 * DAY,
    encryption: { status: 'off' },
    ...differences,
  };
}

/** @param name the region's id, `<region>_<name>`, or no region's such as `MOS` */
export function newProject(name: string, region: string, domainId: string): HuaweiProject {
  const parentId = name === region || region === '' ? domainId : hexId(`huawei-project/${region}`, 32);
  return { id: hexId(`huawei-project/${name}`, 32), name, region, parentId, enabled: true };
}
