import { randomUUID } from 'node:crypto';
import type { AskedOperation, Gateway, IncomingRequest, Reply } from '../exchange.ts';
import { Refusal } from '../exchange.ts';
import { Nonces } from '../nonces.ts';
import { allows } from '../grants.ts';
import type { AlibabaCloud, AlibabaOperation, AlibabaUser } from './model.ts';
import { actionOf, OPERATIONS } from './operations.ts';
import { refusal } from './refusals.ts';
import { readClaims } from './signatures.ts';
import type { Claims } from './signatures.ts';

const SKEW = 15 * 60 * 1000;
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/**
 * The gateway of Alibaba Cloud's RPC products, all on one host: the version tells the product.
 * @param clock milliseconds since 1970
 */
export function alibabaGateway(cloud: AlibabaCloud, clock: () => number): Gateway {
  const nonces = new Nonces(2 * SKEW);
  return {
    provider: 'alibaba',
    newRequestId: () => randomUUID().toUpperCase(),
    recognizes,
    read: (request) => read(cloud, clock, nonces, request),
    refuse,
    throttle(retryAfterMs) {
      const { status, code, message } = refusal('Throttling.User');
      const headers: Record<string, string> =
        retryAfterMs === undefined ? {} : { 'x-acs-retry-after': String(retryAfterMs) };
      return new Refusal(status, code, message, { headers });
    },
  };
}

/** By the newer form of the signature, or the older one, which is among the parameters. */
function recognizes({ headers, query, body }: IncomingRequest): boolean {
  if (headers['x-acs-action'] !== undefined) return true;
  return query.some(([name]) => name === 'SignatureMethod') || body.includes('SignatureMethod=');
}

function read(
  cloud: AlibabaCloud,
  clock: () => number,
  nonces: Nonces,
  request: IncomingRequest,
): AskedOperation {
  const claims = readClaims(request);
  const { parameters } = claims;
  const operation = OPERATIONS.find(
    ({ name, version }) => name === claims.action && version === claims.version,
  );
  const instanceId = parameters['DBInstanceId'] ?? parameters['DBInstanceName'] ?? parameters['DBInstanceID'];
  return {
    operation: operation?.name ?? '',
    changing: operation?.changing ?? false,
    accessKeyId: claims.accessKeyId,
    instanceId,
    region: parameters['RegionId'] ?? cloud.instances.get(instanceId ?? '')?.region,
    answer(requestId): Reply {
      const now = clock();
      const user = authenticate(cloud, claims, now);
      if (!nonces.use(`${user.accessKeyId} ${claims.nonce}`, now)) throw refusal('SignatureNonceUsed');
      if (!operation) throw unknownOperation(claims);
      if (request.method !== 'POST' && request.method !== 'GET') throw refusal('UnsupportedHTTPMethod');
      if (!operation.needsNoGrant && !allows(user, operation.name, actionOf(operation), instanceId))
        throw denied(cloud, user, operation);
      const body = operation.run({ cloud, user, parameters, now, host: request.headers['host'] ?? '' });
      return {
        status: 200,
        headers: { 'x-acs-request-id': requestId },
        body: { ...body, RequestId: requestId },
      };
    },
  };
}

/** Finds who signed a request and checks that he did, just now. Throws the gateway's refusal. */
function authenticate(cloud: AlibabaCloud, claims: Claims, now: number): AlibabaUser {
  if (!claims.accessKeyId || !claims.nonce) throw refusal('IncompleteSignature');
  if (!DATE.test(claims.date)) throw refusal('InvalidTimeStamp.Format');
  if (!(Math.abs(Date.parse(claims.date) - now) <= SKEW)) throw refusal('InvalidTimeStamp.Expired');
  const user = cloud.users.find(({ accessKeyId }) => accessKeyId === claims.accessKeyId);
  // A temporary key without its token is as good as unknown.
  if (!user || (user.securityToken && !claims.securityToken)) throw refusal('InvalidAccessKeyId.NotFound');
  if (user.disabled) throw refusal('InvalidAccessKeyId.Inactive');
  claims.verify(user.accessKeySecret);
  if (user.securityToken !== claims.securityToken)
    throw refusal('InvalidSecurityToken.MismatchWithAccessKey');
  if (user.expiresAt !== undefined && now >= user.expiresAt) throw refusal('InvalidSecurityToken.Expired');
  return user;
}

function unknownOperation({ version }: Claims): Refusal {
  const known = OPERATIONS.some((operation) => operation.version === version);
  return refusal(known ? 'InvalidAction.NotFound' : 'NoSuchVersion');
}

function denied(cloud: AlibabaCloud, user: AlibabaUser, operation: AlibabaOperation): Refusal {
  const action = actionOf(operation);
  const { status, code, message } = refusal(action.startsWith('rds:') ? 'Forbidden.RAM' : 'NoPermission');
  const detail = {
    AuthAction: action,
    AuthPrincipalType: 'SubUser',
    AuthPrincipalDisplayName: user.name,
    AuthPrincipalOwnerId: cloud.accountId,
    PolicyType: 'AccountLevelIdentityBasedPolicy',
    NoPermissionType: 'ImplicitDeny',
    EncodedDiagnosticMessage: 'AQEAAAAASandbox',
  };
  return new Refusal(status, code, message, { extra: { AccessDeniedDetail: detail } });
}

function refuse(refused: Refusal, requestId: string): Reply {
  const { status, code, message, extra, headers } = refused;
  return {
    status,
    headers: { 'x-acs-request-id': requestId, ...headers },
    body: {
      RequestId: requestId,
      HostId: 'rds.aliyuncs.com',
      Code: code,
      Message: message,
      Recommend: `https://api.alibabacloud.com/troubleshoot?q=${code}`,
      ...extra,
    },
  };
}
