import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { readTime } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { Lease, type Grant } from '../lease.ts';
import type { Login } from '../login.ts';
import type { SessionOptions } from '../provider.ts';
import { requestTarget } from '../signing/encode.ts';
import { canonicalQuery } from '../signing/sdkHmac.ts';
import type { Call } from '../transport/caller.ts';
import type { HttpReply } from '../transport/message.ts';
import { readReply, type ErrorReader, type ParsedError } from '../transport/reply.ts';
import type { Hosts } from './endpoints.ts';
import type { Authenticate, HuaweiLogin } from './authenticate.ts';
import { errorReader } from './errors.ts';
import { issuedToken, type IssuedToken } from './schemas.ts';

type PasswordLogin = Extract<Login, { kind: 'password' }>;

/** How long a token lasts when the reply does not tell, milliseconds (API page iam_30_0001). */
const USUAL_LIFE = 24 * 60 * 60 * 1000;

/**
 * Logs in as an IAM user with a password (KeystoneCreateUserTokenByPassword, API page iam_30_0001, 2025-03): one token
 * for the account's global services, and one for each project. They are in memory only.
 */
export function passwordLogin(options: SessionOptions, login: PasswordLogin, hosts: Hosts): HuaweiLogin {
  const tokens = new Map<string, Lease<Authenticate>>();
  const inTurn = queue();
  let user: IssuedToken['user'] | undefined;
  let unreadable: CloudError | undefined;

  const obtain = async (signal: AbortSignal, projectId?: string): Promise<Grant<Authenticate>> => {
    if (unreadable) throw unreadable;
    const call = loginCall(options, login, hosts.originOf('iam', ''), projectId);
    const { token, details } = await options.caller.call(call, signal).catch((error: unknown) => {
      unreadable = isUnreadable(error) ? error : undefined;
      throw error;
    });
    user = details.user;
    return { value: withToken(token), life: lifeOf(details), expiresAt: readTime(details.expires_at) };
  };

  return {
    source(projectId) {
      const known = tokens.get(projectId ?? '');
      if (known) return known;
      const lease = new Lease({
        clock: options.ownClock,
        obtain: (signal) => inTurn(() => obtain(signal, projectId)),
      });
      tokens.set(projectId ?? '', lease);
      return lease;
    },
    identity: () => ({
      accountId: plainText(user?.domain?.id ?? '', 100),
      principal: `${login.domain}/${login.user}`,
    }),
    forgive() {
      unreadable = undefined;
      for (const lease of tokens.values()) lease.forgive();
    },
  };
}

function lifeOf({ issued_at, expires_at }: IssuedToken): number {
  const life = Date.parse(readTime(expires_at) ?? '') - Date.parse(readTime(issued_at) ?? '');
  return Number.isNaN(life) ? USUAL_LIFE : life;
}

/** What could not be read once is not asked for again, with the password, for each of the other projects. */
function isUnreadable(error: unknown): error is CloudError {
  return error instanceof CloudError && error.category === 'unexpected-reply';
}

/**
 * Lets work wait for the work before it: a password that is refused is not sent by others at the same time, since IAM
 * locks a user after some wrong ones.
 */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}

interface NewToken {
  readonly token: string;
  readonly details: IssuedToken;
}

function loginCall(
  options: SessionOptions,
  login: PasswordLogin,
  origin: string,
  projectId: string | undefined,
): Call<NewToken> {
  const { domain, user, password } = login;
  const identity = {
    methods: ['password'],
    password: { user: { name: user, password, domain: { name: domain } } },
  };
  const scope = projectId ? { project: { id: projectId } } : { domain: { name: domain } };
  return {
    operation: `${options.accountId} KeystoneCreateUserTokenByPassword`,
    origin,
    // A password leaves once, whatever comes back.
    changing: true,
    sign: () => ({
      method: 'POST',
      path: '/v3/auth/tokens?nocatalog=true',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ auth: { identity, scope } }),
    }),
    parse: (reply) => readToken(reply, login, options.keepSecret),
  };
}

function readToken(
  reply: HttpReply,
  login: PasswordLogin,
  keepSecret: SessionOptions['keepSecret'],
): NewToken {
  const token = reply.headers.get('x-subject-token') ?? '';
  if (token) keepSecret(token, USUAL_LIFE);
  const errors = errorReader();
  const parse: ErrorReader['parse'] = (...parts) => loginError(errors.parse(...parts), login);
  const details = readReply(issuedToken, reply, { ...errors, parse }).token;
  if (token) return { token, details };
  const message = l10n.t('The reply to the login has no token in it.');
  throw new CloudError({ category: 'unexpected-reply', message });
}

/** IAM's 401 is a wrong password or user, its 403 a locked or expired one: either way these credentials are refused. */
function loginError(error: ParsedError, { user, domain }: PasswordLogin): ParsedError {
  // Without a code it is no refusal of IAM's, such as a proxy's page.
  if (!error.code || (error.category !== 'credentials' && error.category !== 'permission')) return error;
  const message = l10n.t(
    'User {0} of account {1} cannot log in: {2} (An IAM user can, a HUAWEI ID itself cannot.)',
    plainText(user, 100),
    plainText(domain, 100),
    error.message,
  );
  return { ...error, category: 'credentials', message };
}

/** A token needs no signature. */
function withToken(token: string): Authenticate {
  return ({ method, path, query, headers, body }) => ({
    method,
    path: requestTarget(path, canonicalQuery(query)),
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
      'x-auth-token': token,
    },
    ...(body !== undefined && { body }),
  });
}
