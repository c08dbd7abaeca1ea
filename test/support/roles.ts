/** Roles of the sandbox's Alibaba Cloud, and who logs in with them. */
import type { TestContext } from 'node:test';
import type { Login, RoleToAssume } from '../../src/cloud/login.ts';
import type { AlibabaRole } from '../../src/sandbox/alibaba/model.ts';
import { roleArn } from '../../src/sandbox/alibaba/sts.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { logIn, type LoggedIn } from './session.ts';

/** What the sandbox's user logs in with. */
export const OWN_KEYS: Login = { kind: 'keys', credentials: SANDBOX_CREDENTIALS.alibaba };

export interface Stage {
  readonly sandbox: Sandbox;
  readonly time: { ahead: number };
  /** Adds a role to the sandbox; by default everybody of the account may assume it. */
  readonly addRole: (name: string, differences?: Partial<AlibabaRole>) => string;
  readonly logIn: (login: Login) => Promise<LoggedIn>;
}

/** A sandbox with a clock that can be put ahead. @param cloudAhead of the sandbox's clock alone, milliseconds */
export async function setUpRoles(t: TestContext, cloudAhead = 0): Promise<Stage> {
  const time = { ahead: 0 };
  const now = () => Date.now() + time.ahead;
  const sandbox = await startSandbox({ clock: () => now() + cloudAhead });
  t.after(() => sandbox.close());
  const cloud = sandbox.state.alibaba;
  return {
    sandbox,
    time,
    addRole: (name, differences) => {
      const trusts = [`acs:ram::${cloud.accountId}:root`];
      cloud.roles.push({ name, trusts, maxSessionSeconds: 3600, ...differences });
      return roleArn(cloud, { name });
    },
    logIn: (login) => logIn(t, 'alibaba', sandbox.origin, login, now),
  };
}

/** A login by role, assumed with the keys of the sandbox's user unless told otherwise. */
export function asRole(
  roleArn: string,
  from: Login = OWN_KEYS,
  differences: Partial<RoleToAssume> = {},
): Login {
  return { kind: 'role', role: { roleArn, sessionName: 'a-session', ...differences }, from };
}
