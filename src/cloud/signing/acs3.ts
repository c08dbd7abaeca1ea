/**
 * ACS3-HMAC-SHA256, the signature of Alibaba Cloud's V3 gateway. The rules are those of the vendor's V3
 * signature page and of `@alicloud/openapi-core` 1.0.8, which the tests compare with.
 */
import type { Credentials } from '../login.ts';
import { requestTarget, sha256Hex, timeParts, two, withParameter } from './encode.ts';
import * as headerText from './headers.ts';
import { headerNames } from './headers.ts';
import { hmacSha256Hex } from './hmac.ts';
import type { CanonicalHeaders, RpcParameters, ParameterValue, Signature, SignedRequest } from './request.ts';

const ALGORITHM = 'ACS3-HMAC-SHA256';

export interface Acs3Input {
  readonly method: string;
  readonly path: string;
  readonly query: RpcParameters;
  /** Of these the ones that the algorithm signs are signed: `host`, `content-type` and every `x-acs-…`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly credentials: Credentials;
}

export interface Acs3Request {
  readonly method: string;
  /** Host with its port, unless that is the scheme's own: `new URL(origin).host`. */
  readonly host: string;
  readonly path: string;
  readonly query: RpcParameters;
  readonly body?: string;
  /** Of the body; a form, unless told. */
  readonly contentType?: string;
  readonly action: string;
  readonly version: string;
  readonly credentials: Credentials;
  readonly date: Date;
  /** Never used before with these credentials. */
  readonly nonce: string;
}

/** RpcParameters by their flat names: members of lists are counted from 1 (`Tag.1.Key`), null is left out. */
export function flattenParameters(parameters: RpcParameters): Map<string, string> {
  const flat = new Map<string, string>();
  for (const name of Object.keys(parameters)) flattenInto(flat, name, parameters[name]);
  return flat;
}

function flattenInto(flat: Map<string, string>, name: string, value: ParameterValue): void {
  if (value === null || value === undefined) return;
  if (typeof value !== 'object') {
    flat.set(name, String(value));
  } else if (isList(value)) {
    value.forEach((member, index) => flattenInto(flat, `${name}.${index + 1}`, member));
  } else {
    for (const key of Object.keys(value)) flattenInto(flat, `${name}.${key}`, value[key]);
  }
}

function isList(value: object): value is readonly ParameterValue[] {
  return Array.isArray(value);
}

/** The parameters in code-unit order of their names (`Tag.10` before `Tag.2`), percent-encoded. */
export function canonicalQuery(parameters: RpcParameters): string {
  let query = '';
  let previous = '';
  for (const name in parameters) {
    const value = parameters[name];
    if (name < previous || typeof value === 'object' || value === undefined) return sortedQuery(parameters);
    query = withParameter(query, name, value);
    previous = name;
  }
  return query.slice(1);
}

/** The same for the few calls whose parameters are nested or come in another order. */
function sortedQuery(parameters: RpcParameters): string {
  const flat = flattenParameters(parameters);
  let query = '';
  for (const name of [...flat.keys()].sort()) query = withParameter(query, name, flat.get(name) ?? '');
  return query.slice(1);
}

/** The path as it is sent, except for three characters that the gateway normalises. */
export function canonicalUri(path: string): string {
  if (path === '/') return path;
  return path.replaceAll('+', '%20').replaceAll('*', '%2A').replaceAll('%7E', '~');
}

const nameOf = headerNames(
  (lowerName) => lowerName.startsWith('x-acs-') || lowerName === 'host' || lowerName === 'content-type',
);

/** The headers to be signed. */
export function canonicalHeaders(headers: Readonly<Record<string, string>>): CanonicalHeaders {
  return headerText.canonicalHeaders(headers, nameOf);
}

/** The request as one text. */
export function canonicalRequest(input: Acs3Input, query: string, headers: CanonicalHeaders): string {
  const { method, path, body = '' } = input;
  const target = `${method.toUpperCase()}\n${canonicalUri(path)}\n${query}`;
  return `${target}${headers.lines}\n\n${headers.names}\n${sha256Hex(body)}`;
}

/** The text that is signed: the algorithm and the canonical request's hash. */
export function stringToSign(request: string): string {
  return `${ALGORITHM}\n${sha256Hex(request)}`;
}

/** Signs a request and tells every intermediate text. */
export function acs3Signature(input: Acs3Input): Signature {
  const query = canonicalQuery(input.query);
  const headers = canonicalHeaders(input.headers);
  const request = canonicalRequest(input, query, headers);
  const text = stringToSign(request);
  const signature = hmacSha256Hex(input.credentials, text);
  const { accessKeyId } = input.credentials;
  const authorization = `${ALGORITHM} Credential=${accessKeyId},SignedHeaders=${headers.names},Signature=${signature}`;
  return { canonicalQuery: query, canonicalRequest: request, stringToSign: text, signature, authorization };
}

/** The Authorization header's value for a request whose headers are complete. */
export function acs3Authorization(input: Acs3Input): string {
  return acs3Signature(input).authorization;
}

const MINUTE = 60_000;
/** The date and minute written last: nearly all requests of a refresh leave within the same one as those before. */
let last = { minute: Number.NaN, text: '' };

/** The time as `x-acs-date` wants it: UTC, whole seconds. */
export function acs3Date(date: Date): string {
  const written = Math.floor(date.getTime() / MINUTE);
  if (written !== last.minute) {
    const { year, month, day, hour, minute } = timeParts(date);
    last = { minute: written, text: `${year}-${month}-${day}T${hour}:${minute}:` };
  }
  return `${last.text}${two(date.getUTCSeconds())}Z`;
}

/**
 * Completes and signs a request. It sends the headers that the gateway needs and no others; `accept` asks for
 * JSON and is not signed, since a proxy may change it.
 */
export function signAcs3(request: Acs3Request): SignedRequest {
  const { method, host, path, query, body, credentials } = request;
  const headers: Record<string, string> = {
    'x-acs-action': request.action,
    'x-acs-content-sha256': sha256Hex(body ?? ''),
    'x-acs-date': acs3Date(request.date),
    'x-acs-signature-nonce': request.nonce,
    'x-acs-version': request.version,
  };
  if (body !== undefined)
    headers['content-type'] = request.contentType ?? 'application/x-www-form-urlencoded';
  if (credentials.securityToken) headers['x-acs-security-token'] = credentials.securityToken;
  const signed = acs3Signature({
    method,
    path,
    query,
    headers: Object.assign({ host }, headers),
    body,
    credentials,
  });
  headers['accept'] = 'application/json';
  headers['authorization'] = signed.authorization;
  const target = requestTarget(path, signed.canonicalQuery);
  return body === undefined ? { method, path: target, headers } : { method, path: target, headers, body };
}
