/**
 * SDK-HMAC-SHA256, the signature of Huawei Cloud's API gateway. The rules are those of the vendor's "AK/SK
 * signing" pages and of `@huaweicloud/huaweicloud-sdk-core` 3.1.211, which the tests compare with.
 */
import type { Credentials } from '../login.ts';
import {
  percentEncode,
  requestTarget,
  sha256Hex,
  sortByCodeUnits,
  timeParts,
  withParameter,
} from './encode.ts';
import { byLowerName, canonicalHeaders, headerNames } from './headers.ts';
import { hmacSha256Hex } from './hmac.ts';
import type { CanonicalHeaders, Query, QueryValue, Signature, SignedRequest } from './request.ts';

const ALGORITHM = 'SDK-HMAC-SHA256';

export interface SdkHmacInput {
  readonly method: string;
  readonly path: string;
  readonly query: Query;
  /** Every one of these is signed; `host` and `x-sdk-date` must be among them. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly credentials: Credentials;
}

export interface SdkHmacRequest {
  readonly method: string;
  /** Host with its port, unless that is the scheme's own: `new URL(origin).host`. */
  readonly host: string;
  readonly path: string;
  readonly query: Query;
  /** More headers to send; all are signed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON, unless `headers` tell a content-type. */
  readonly body?: string;
  /** Of the project that the request is about; left out for global services. */
  readonly projectId?: string;
  readonly credentials: Credentials;
  readonly date: Date;
}

const PLAIN_PATH = /^[A-Za-z0-9\-_.~/]*$/;

/** The path with every segment percent-encoded and a slash at its end. Only the signed text has that slash. */
export function canonicalUri(path: string): string {
  const encoded = PLAIN_PATH.test(path) ? path : path.split('/').map(percentEncode).join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

/** The query in code-unit order of its names, percent-encoded; a list repeats its name, its values sorted. */
export function canonicalQuery(parameters: Query): string {
  let query = '';
  for (const name of sortByCodeUnits(Object.keys(parameters))) {
    for (const value of textsOf(parameters[name])) query = withParameter(query, name, value);
  }
  return query.slice(1);
}

function textsOf(value: QueryValue): readonly string[] {
  if (value === null || value === undefined) return [];
  if (!isList(value)) return [String(value)];
  return value.flatMap(textsOf).sort();
}

function isList(value: NonNullable<QueryValue>): value is Extract<QueryValue, readonly unknown[]> {
  return Array.isArray(value);
}

const nameOf = headerNames(() => true);

/** The request as one text. */
export function canonicalRequest(
  input: SdkHmacInput,
  query: string,
  headers: CanonicalHeaders,
  payload: string,
): string {
  const target = `${input.method.toUpperCase()}\n${canonicalUri(input.path)}\n${query}`;
  return `${target}${headers.lines}\n\n${headers.names}\n${payload}`;
}

/** The text that is signed: the algorithm, the date and the canonical request's hash. */
export function stringToSign(request: string, date: string): string {
  return `${ALGORITHM}\n${date}\n${sha256Hex(request)}`;
}

/** Signs a request and tells every intermediate text. */
export function sdkHmacSignature(input: SdkHmacInput): Signature {
  const query = canonicalQuery(input.query);
  const told = byLowerName(input.headers);
  const headers = canonicalHeaders(told, nameOf);
  // The sender may declare the hash, or that the body is not signed.
  const payload = told['x-sdk-content-sha256'] ?? sha256Hex(input.body ?? '');
  const request = canonicalRequest(input, query, headers, payload);
  const text = stringToSign(request, told['x-sdk-date'] ?? '');
  const signature = hmacSha256Hex(input.credentials, text);
  const { accessKeyId } = input.credentials;
  const authorization = `${ALGORITHM} Access=${accessKeyId}, SignedHeaders=${headers.names}, Signature=${signature}`;
  return { canonicalQuery: query, canonicalRequest: request, stringToSign: text, signature, authorization };
}

/** The time as `X-Sdk-Date` wants it: UTC, whole seconds, no separators. */
export function sdkHmacDate(date: Date): string {
  const { year, month, day, hour, minute, second } = timeParts(date);
  return `${year}${month}${day}T${hour}${minute}${second}Z`;
}

/** Completes and signs a request; every header it sends is signed. */
export function signSdkHmac(request: SdkHmacRequest): SignedRequest {
  const { method, host, path, query, body, credentials, projectId } = request;
  const headers: Record<string, string> = { 'x-sdk-date': sdkHmacDate(request.date) };
  if (body !== undefined) headers['content-type'] = 'application/json';
  if (projectId) headers['x-project-id'] = projectId;
  if (credentials.securityToken) headers['x-security-token'] = credentials.securityToken;
  for (const [name, value] of Object.entries(request.headers ?? {})) headers[name.toLowerCase()] = value;
  const signed = sdkHmacSignature({ method, path, query, headers: { ...headers, host }, body, credentials });
  headers['authorization'] = signed.authorization;
  const target = requestTarget(path, signed.canonicalQuery);
  return { method, path: target, headers, ...(body !== undefined && { body }) };
}
