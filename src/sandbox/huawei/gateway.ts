import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { AskedOperation, Gateway, IncomingRequest, Reply } from '../exchange.ts';
import { Refusal } from '../exchange.ts';
import { allows } from '../grants.ts';
import { KeyLock } from './keyLock.ts';
import type { HuaweiCloud, HuaweiOperation, HuaweiUser } from './model.ts';
import { matchOperation } from './operations.ts';
import { iamRefusal, refusal } from './refusals.ts';
import { readClaims } from './signatures.ts';
import type { Claims } from './signatures.ts';
import { asksForToken, logInCall, userOfToken } from './tokens.ts';

const SKEW = 15 * 60 * 1000;
const DATE = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/;

/**
 * The API gateway of Huawei Cloud with IAM, TaurusDB and KMS behind it, all on one host.
 * @param clock milliseconds since 1970
 */
export function huaweiGateway(cloud: HuaweiCloud, clock: () => number): Gateway {
  const lock = new KeyLock();
  return {
    provider: 'huawei',
    newRequestId: () => randomUUID().replaceAll('-', ''),
    recognizes,
    read: (request) => read(cloud, clock, lock, request),
    refuse,
    throttle(retryAfterMs) {
      const { status, code, message } = refusal('APIGW.0308');
      const headers: Record<string, string> =
        retryAfterMs === undefined ? {} : { 'Retry-After': String(Math.ceil(retryAfterMs / 1000)) };
      return new Refusal(status, code, message, { headers });
    },
  };
}

/** By the signature's date or a token; logging in has neither. */
function recognizes(request: IncomingRequest): boolean {
  const { headers } = request;
  return (
    headers['x-sdk-date'] !== undefined || headers['x-auth-token'] !== undefined || asksForToken(request)
  );
}

function read(
  cloud: HuaweiCloud,
  clock: () => number,
  lock: KeyLock,
  request: IncomingRequest,
): AskedOperation {
  if (asksForToken(request)) return logInCall(cloud, clock, lock, request);
  const claims = readClaims(request);
  const { operation, parts } = matchOperation(request.method, request.path);
  const projectId = parts['project_id'];
  const instanceId = parts['instance_id'];
  return {
    operation: operation?.name ?? '',
    changing: operation?.changing ?? false,
    accessKeyId: claims.accessKeyId,
    instanceId,
    region: cloud.projects.find(({ id }) => id === projectId)?.region,
    answer(requestId): Reply {
      const token = request.headers['x-auth-token'];
      const user =
        token === undefined
          ? authenticate(cloud, claims, lock, clock())
          : userOfToken(cloud, token, projectId, clock());
      if (!operation) throw refusal('APIGW.0101');
      checkProject(cloud, projectId, request.headers['x-project-id']);
      const { action } = operation;
      if (action && !allows(user, operation.name, action, instanceId)) throw denied(operation);
      const query = new Map(request.query);
      const body = operation.run({ cloud, user, path: parts, query, body: request.body.toString() });
      return { status: 200, headers: { 'X-Request-Id': requestId }, body };
    },
  };
}

/** Finds who signed a request and checks that he did, just now. Throws the gateway's refusal. */
function authenticate(cloud: HuaweiCloud, claims: Claims, lock: KeyLock, now: number): HuaweiUser {
  const { accessKeyId } = claims;
  if (!accessKeyId) throw refusal('APIGW.0301', 'the Authorization header is missing or malformed');
  if (lock.isLocked(accessKeyId, now)) {
    throw refusal('APIGW.0301', 'AK access failed to reach the limit,forbidden.');
  }
  const date = claims.date.replace(DATE, '$1-$2-$3T$4:$5:$6Z');
  if (!(Math.abs(Date.parse(date) - now) <= SKEW)) throw refusal('APIGW.0303');
  try {
    const user = identify(cloud, claims, now);
    lock.succeeded(accessKeyId);
    return user;
  } catch (error) {
    lock.failed(accessKeyId, now);
    throw error;
  }
}

function identify(cloud: HuaweiCloud, claims: Claims, now: number): HuaweiUser {
  const user = cloud.users.find(({ accessKeyId }) => accessKeyId === claims.accessKeyId);
  if (!user) throw refusal('APIGW.0301', 'ak not exist');
  claims.verify(user.accessKeySecret);
  if (user.securityToken !== claims.securityToken) throw refusal('APIGW.0301', 'invalid security token');
  if (user.expiresAt !== undefined && now >= user.expiresAt) {
    throw refusal('APIGW.0301', 'the security token has expired');
  }
  if (user.disabled) throw refusal('APIGW.0802');
  return user;
}

/** The project in the path and the one in the header must exist, be enabled and be the same. */
function checkProject(cloud: HuaweiCloud, inPath: string | undefined, inHeader: string | undefined): void {
  const named = [inPath, inHeader].filter((id) => id !== undefined);
  for (const id of named) {
    const project = cloud.projects.find((one) => one.id === id);
    if (!project?.enabled) throw refusal('APIGW.0310');
  }
  if (inPath && inHeader && inPath !== inHeader) throw refusal('APIGW.0310');
}

function denied({ name, action }: HuaweiOperation): Refusal {
  if (action?.startsWith('kms:')) return refusal('KMS.0327');
  if (action?.startsWith('iam:')) {
    return iamRefusal(403, `You are not authorized to perform the requested action: ${name}.`);
  }
  const { status, code, message } = refusal('DBS.200010');
  return new Refusal(status, code, message, {
    extra: { encoded_authorization_message: 'SandboxOpaqueText' },
  });
}

/** Each service has its own shape of an error (docs/clouds.md). */
function refuse(refused: Refusal, requestId: string): Reply {
  const headers = { 'X-Request-Id': requestId, ...refused.headers };
  return { status: refused.status, headers, body: errorBody(refused, requestId) };
}

function errorBody({ status, code, message, extra }: Refusal, requestId: string): object {
  if (code === 'IAM') return { error: { code: status, message, title: STATUS_CODES[status] } };
  if (code.startsWith('KMS.')) return { error: { error_code: code, error_msg: message } };
  if (code.startsWith('APIGW.')) return { error_code: code, error_msg: message, request_id: requestId };
  return { error_code: code, error_msg: message, ...extra };
}
