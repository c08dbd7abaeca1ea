import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { readTime, type Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { fixed, Lease, type Grant, type Source } from '../lease.ts';
import type { Credentials, Login, RoleToAssume } from '../login.ts';
import type { SessionOptions } from '../provider.ts';
import { createRpc } from './rpc.ts';
import { assumedRole } from './schemas.ts';

/** Roles that are assumed with one another's keys; more than anybody needs, and an end to it. */
const MOST_ROLES = 5;
/** Seconds that keys of a role last unless told otherwise: STS's own default, and the most for a role of a role. */
const USUAL_DURATION = 3600;

/**
 * Where the keys to sign with come from.
 * @throws CloudError `configuration` for a chain of roles that is too long
 */
export function keySource(
  options: SessionOptions,
  login: Login = options.login,
  depth = 0,
): Source<Credentials> {
  if (login.kind === 'keys') return fixed(login.credentials, login.expiresAt);
  if (login.kind !== 'role') throw new TypeError(`Alibaba Cloud knows no login by ${login.kind}`);
  if (depth === MOST_ROLES) {
    const message = l10n.t('No more than {0} roles can be assumed one after the other.', MOST_ROLES);
    throw new CloudError({ category: 'configuration', message });
  }
  const { role } = login;
  const from = keySource(options, login.from, depth + 1);
  const obtain = async (signal: AbortSignal) => {
    // When there are no keys to ask with, their own failure says why.
    await from.get(signal);
    return assumeRole(options, from, role, signal);
  };
  return new Lease({ clock: options.ownClock, from, obtain });
}

/** Asks for the keys of a role (STS 2015-04-01, `@alicloud/sts20150401` 1.2.0). */
async function assumeRole(
  options: SessionOptions,
  from: Source<Credentials>,
  role: RoleToAssume,
  signal: AbortSignal,
): Promise<Grant<Credentials>> {
  const seconds = role.durationSeconds ?? USUAL_DURATION;
  const query = {
    RoleArn: role.roleArn,
    RoleSessionName: role.sessionName,
    DurationSeconds: seconds,
    Policy: role.policy,
    ExternalId: role.externalId,
  };
  const rpc = createRpc(options, from);
  try {
    const { region } = role;
    const call = {
      service: 'sts',
      action: 'AssumeRole',
      query,
      schema: assumedRole,
      ...(region && { region }),
    } as const;
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = (await rpc(call, signal)).Credentials;
    const value = {
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
    };
    const expiresAt = readTime(Expiration);
    const life = lifeOf(seconds * 1000, expiresAt, options.clock);
    for (const secret of Object.values(value)) options.keepSecret(secret, life);
    return { value, life, expiresAt };
  } catch (error) {
    throw error instanceof CloudError ? error.withMessage(explain(error, role)) : error;
  }
}

/** What was asked for, or less if the cloud gave less; a clock that is ahead of the cloud's counts for nothing. */
function lifeOf(asked: number, expiresAt: string | undefined, clock: Clock): number {
  const told = expiresAt ? Date.parse(expiresAt) - clock.now() : 0;
  return told > 0 ? Math.min(asked, told) : asked;
}

/** A role that may not be assumed must not look like a key that is broken. */
function explain({ category, message }: CloudError, { roleArn }: RoleToAssume): string {
  const role = plainText(roleArn, 200);
  switch (category) {
    case 'permission':
      return l10n.t('Role {0} may not be assumed; its trust policy must name who asks. {1}', role, message);
    case 'credentials':
      return l10n.t('The keys that role {0} is to be assumed with are refused: {1}', role, message);
    default:
      return l10n.t('Role {0} could not be assumed: {1}', role, message);
  }
}
