import { believableFleet } from '../../../src/sandbox/fleet.ts';
import type { SandboxState } from '../../../src/sandbox/fleet.ts';
import { newHuaweiInstance } from '../../../src/sandbox/huawei/newInstance.ts';

/** Somebody whose secret stands in no file of the extension. */
export const auditor = {
  name: 'auditor',
  accessKeyId: 'AuditorsKeyId',
  accessKeySecret: 'AuditorsSecretNowhereElse',
};

/** What a row and a tooltip must show as it stands: Markdown, HTML, icons and links of every kind. */
export const hostileName =
  '[x](command:workbench.action.quit) <b>bold</b> $(bug) https://evil.example **wide** <a href="command:x">';

/** The believable fleet with an instance of a hostile name, and a user more at Alibaba Cloud. */
export function fleetToRead(): SandboxState {
  const now = Date.now();
  const fleet = believableFleet(now);
  const { alibaba, huawei } = fleet;
  const project = huawei.projects.find(({ name }) => name === 'cn-north-4');
  if (!project) throw new Error('The sandbox has no project in cn-north-4');
  const hostile = newHuaweiInstance(hostileName, project, now);
  huawei.instances.set(hostile.id, hostile);
  alibaba.users.push(auditor);
  return fleet;
}
