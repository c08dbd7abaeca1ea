import { randomBytes } from 'node:crypto';
import type { AskedOperation, IncomingRequest, Reply } from '../exchange.ts';
import { hexId } from '../ids.ts';
import type { KeyLock } from './keyLock.ts';
import type { HuaweiCloud, HuaweiToken, HuaweiUser } from './model.ts';
import { iamRefusal, refusal } from './refusals.ts';

/** Logging in with a password (docs/clouds.md): the token comes in a header, and goes with every request after. */

const LIFE = 24 * 60 * 60 * 1000;

export function asksForToken({ method, path }: IncomingRequest): boolean {
  return method === 'POST' && path === '/v3/auth/tokens';
}

/** @param clock milliseconds since 1970 */
export function logInCall(
  cloud: HuaweiCloud,
  clock: () => number,
  lock: KeyLock,
  request: IncomingRequest,
): AskedOperation {
  return {
    operation: 'KeystoneCreateUserTokenByPassword',
    changing: false,
    accessKeyId: '',
    answer(requestId): Reply {
      const now = clock();
      const { identity, scope } = readAuth(request.body.toString());
      const user = checkPassword(cloud, lock, identity?.password?.user, now);
      const projectId = projectOf(cloud, scope);
      const token = randomBytes(600).toString('base64');
      const issued = { token, userName: user.name, expiresAt: now + LIFE, ...(projectId && { projectId }) };
      cloud.tokens.push(issued);
      return {
        status: 201,
        headers: { 'X-Request-Id': requestId, 'X-Subject-Token': token },
        body: { token: details(cloud, issued, now) },
      };
    },
  };
}

interface Auth {
  readonly identity?: { readonly password?: { readonly user?: LoggingIn } };
  readonly scope?: { readonly project?: { readonly id?: string; readonly name?: string } };
}

interface LoggingIn {
  readonly name?: string;
  readonly password?: string;
  readonly domain?: { readonly name?: string };
}

function readAuth(text: string): Auth {
  try {
    return (JSON.parse(text) as { auth: Auth | undefined }).auth ?? {};
  } catch {
    throw iamRefusal(400, 'Request body is invalid.');
  }
}

/** Wrong ones lock the user for a while, as wrong signatures lock a key. */
function checkPassword(
  cloud: HuaweiCloud,
  lock: KeyLock,
  { name = '', password, domain }: LoggingIn = {},
  now: number,
): HuaweiUser {
  const user = cloud.users.find((one) => one.name === name && one.password !== undefined);
  if (user?.locked || lock.isLocked(name, now)) throw iamRefusal(403, 'The user is locked.');
  if (!user || user.password !== password || domain?.name !== cloud.domainName) {
    lock.failed(name, now);
    throw iamRefusal(401, 'The username or password is wrong.');
  }
  if (user.passwordExpired) throw iamRefusal(403, 'The password has expired; change it first.');
  if (user.disabled) throw iamRefusal(403, 'The user is disabled.');
  lock.succeeded(name);
  return user;
}

function projectOf(cloud: HuaweiCloud, scope: Auth['scope']): string | undefined {
  const wanted = scope?.project;
  if (!wanted) return undefined;
  const project = cloud.projects.find(({ id, name }) =>
    wanted.id ? id === wanted.id : name === wanted.name,
  );
  if (!project?.enabled) throw iamRefusal(401, 'The project is not to be had.');
  return project.id;
}

function details(cloud: HuaweiCloud, { userName, projectId, expiresAt }: HuaweiToken, now: number): object {
  const domain = { id: cloud.domainId, name: cloud.domainName };
  const project = cloud.projects.find(({ id }) => id === projectId);
  return {
    methods: ['password'],
    issued_at: microseconds(now),
    expires_at: microseconds(expiresAt),
    user: { id: hexId(`huawei-user/${userName}`, 32), name: userName, domain, password_expires_at: '' },
    ...(project ? { project: { id: project.id, name: project.name, domain } } : { domain }),
  };
}

/** `2015-11-09T01:42:57.527363Z` */
function microseconds(time: number): string {
  return new Date(time).toISOString().replace('Z', '000Z');
}

/**
 * Finds whose token it is. Throws the gateway's refusal unless it is good now, and for this project.
 * @param projectId of the request; unset for services that know no projects
 */
export function userOfToken(
  cloud: HuaweiCloud,
  token: string,
  projectId: string | undefined,
  now: number,
): HuaweiUser {
  const found = cloud.tokens.find((one) => one.token === token);
  const user = cloud.users.find(({ name }) => name === found?.userName);
  if (!found || !user) throw refusal('APIGW.0301', 'decrypt token fail');
  if (now >= found.expiresAt) throw refusal('APIGW.0307');
  if (user.disabled) throw refusal('APIGW.0802');
  if (projectId && found.projectId !== projectId) {
    throw refusal('APIGW.0302', 'the token is not of this project');
  }
  return user;
}
