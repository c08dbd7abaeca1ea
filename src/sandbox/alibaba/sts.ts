import { randomBytes } from 'node:crypto';
import { decimalId } from '../ids.ts';
import type { Grants } from '../grants.ts';
import { iso } from './model.ts';
import type { AlibabaCloud, AlibabaRole, AlibabaUser, Scene } from './model.ts';
import { refusal, required } from './refusals.ts';

const SESSION_NAME = /^[A-Za-z0-9.@_-]{2,64}$/;
const SHORTEST_SESSION = 900;
const USUAL_SESSION = 3600;

/** Who is calling; needs no grant. */
export function getCallerIdentity({ cloud, user }: Scene): object {
  const { accountId } = cloud;
  const userId = decimalId(user.accessKeyId, 18);
  if (user.securityToken) {
    const session = user.session ?? 'sandbox';
    return {
      AccountId: accountId,
      Arn: `acs:ram::${accountId}:assumed-role/${user.name}/${session}`,
      IdentityType: 'AssumedRoleUser',
      PrincipalId: `${userId}:${session}`,
      RoleId: userId,
      UserId: '',
    };
  }
  return {
    AccountId: accountId,
    Arn: `acs:ram::${accountId}:user/${user.name}`,
    IdentityType: 'RAMUser',
    PrincipalId: userId,
    UserId: userId,
  };
}

/** Gives out the keys of a role, to whom it trusts (docs/clouds.md). */
export function assumeRole({ cloud, user, parameters, now }: Scene): object {
  const role = findRole(cloud, required(parameters, 'RoleArn'));
  const session = required(parameters, 'RoleSessionName');
  if (!SESSION_NAME.test(session)) throw refusal('InvalidParameter.RoleSessionName');
  const seconds = durationOf(role, parameters['DurationSeconds']);
  const narrowed = narrow(role, parameters['Policy']);
  const { externalId } = role;
  if (!trusts(cloud, role, user) || (externalId && externalId !== parameters['ExternalId'])) {
    throw refusal(
      'NoPermission',
      'You are not authorized to do this action. You should be authorized by RAM.',
    );
  }
  const keys = {
    accessKeyId: `STS.${randomBytes(12).toString('hex')}`,
    accessKeySecret: randomText(44),
    securityToken: randomText(200),
  };
  const expiresAt = now + seconds * 1000;
  cloud.users.push({ name: role.name, session, ...keys, expiresAt, ...narrowed });
  return {
    Credentials: {
      AccessKeyId: keys.accessKeyId,
      AccessKeySecret: keys.accessKeySecret,
      SecurityToken: keys.securityToken,
      Expiration: iso(expiresAt),
    },
    AssumedRoleUser: {
      Arn: `${roleArn(cloud, role)}/${session}`,
      AssumedRoleId: `${decimalId(role.name, 18)}:${session}`,
    },
  };
}

function findRole(cloud: AlibabaCloud, arn: string): AlibabaRole {
  if (!/^acs:ram::\d+:role\/\S+$/.test(arn)) throw refusal('InvalidParameter.RoleArn');
  const role = cloud.roles.find((one) => roleArn(cloud, one) === arn);
  if (!role) throw refusal('EntityNotExist.Role');
  return role;
}

export function roleArn({ accountId }: AlibabaCloud, { name }: Pick<AlibabaRole, 'name'>): string {
  return `acs:ram::${accountId}:role/${name}`;
}

function durationOf({ maxSessionSeconds }: AlibabaRole, text: string | undefined): number {
  const seconds = Number(text || USUAL_SESSION);
  if (seconds >= SHORTEST_SESSION && seconds <= maxSessionSeconds) return seconds;
  throw refusal('InvalidParameter.DurationSeconds');
}

function trusts(cloud: AlibabaCloud, role: AlibabaRole, user: AlibabaUser): boolean {
  const self =
    user.session === undefined ? `acs:ram::${cloud.accountId}:user/${user.name}` : roleArn(cloud, user);
  return role.trusts.some((arn) => arn === self || arn === `acs:ram::${cloud.accountId}:root`);
}

/** What the role may do, cut down to the actions that a policy allows; resources and conditions count for nothing. */
function narrow({ denied, allowed }: AlibabaRole, policy: string | undefined): Grants {
  const wanted = policy ? actionsOf(policy) : undefined;
  const both = wanted && allowed ? allowed.filter((action) => wanted.includes(action)) : (wanted ?? allowed);
  return { ...(denied && { denied }), ...(both && { allowed: both }) };
}

function actionsOf(policy: string): string[] {
  try {
    const { Statement } = JSON.parse(policy) as {
      Statement: { Effect: string; Action: string | string[] }[];
    };
    return Statement.filter(({ Effect }) => Effect === 'Allow').flatMap(({ Action }) => Action);
  } catch {
    throw refusal('InvalidParameter.PolicyGrammar');
  }
}

function randomText(length: number): string {
  return randomBytes(length).toString('base64').slice(0, length);
}
