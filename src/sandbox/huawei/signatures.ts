import { sha256Hex } from '../../cloud/signing/encode.ts';
import { sdkHmacSignature } from '../../cloud/signing/sdkHmac.ts';
import type { IncomingRequest } from '../exchange.ts';
import { refusal } from './refusals.ts';

/** What a request says about who signed it and when; nothing of it is checked yet. */
export interface Claims {
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  readonly date: string;
  /** Throws the gateway's refusal unless the signature was made of this request with that secret. */
  verify(secret: string): void;
}

const AUTHORIZATION = /^SDK-HMAC-SHA256 Access=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]{64})$/;
/** Headers that count for the caller's identity and so must be signed when they are sent. */
const MUST_SIGN = ['host', 'x-sdk-date', 'x-project-id', 'x-domain-id', 'x-security-token'];

export function readClaims(request: IncomingRequest): Claims {
  const { headers } = request;
  const [, accessKeyId = '', signedNames = '', signature = ''] =
    AUTHORIZATION.exec(headers['authorization'] ?? '') ?? [];
  return {
    accessKeyId,
    securityToken: headers['x-security-token'],
    date: headers['x-sdk-date'] ?? '',
    verify(accessKeySecret) {
      const signed = signedHeaders(request, signedNames.split(';'));
      const body = request.body.toString();
      const declared = headers['x-sdk-content-sha256'];
      if (declared && declared !== 'UNSIGNED-PAYLOAD' && declared !== sha256Hex(body)) throw mismatch();
      const credentials = { accessKeyId, accessKeySecret };
      const query = repeated(request.query);
      const ours = sdkHmacSignature({ ...request, query, headers: signed, body, credentials });
      if (ours.signature !== signature) throw mismatch();
    },
  };
}

/** A name that repeats gives a list. */
function repeated(pairs: IncomingRequest['query']): Record<string, string[]> {
  const values: Record<string, string[]> = {};
  for (const [name, value] of pairs) (values[name] ??= []).push(value);
  return values;
}

function signedHeaders(request: IncomingRequest, names: readonly string[]): Record<string, string> {
  const unsigned = MUST_SIGN.find((name) => request.headers[name] !== undefined && !names.includes(name));
  const absent = names.find((name) => request.headers[name] === undefined);
  if (unsigned ?? absent)
    throw refusal('APIGW.0301', `verify aksk signature fail, header ${unsigned ?? absent}`);
  return Object.fromEntries(names.map((name) => [name, request.headers[name] ?? '']));
}

function mismatch(): Error {
  return refusal('APIGW.0301', 'verify aksk signature fail');
}
