import { createHmac } from 'node:crypto';
import { acs3Signature } from '../../cloud/signing/acs3.ts';
import { percentEncode, sha256Hex } from '../../cloud/signing/encode.ts';
import type { IncomingRequest } from '../exchange.ts';
import { refusal } from './refusals.ts';

/** What a request says about itself, in either of the two signature forms; nothing of it is checked yet. */
export interface Claims {
  readonly action: string;
  readonly version: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  readonly date: string;
  readonly nonce: string;
  /** Throws the gateway's refusal unless the signature was made of this request with that secret. */
  verify(secret: string): void;
}

const AUTHORIZATION =
  /^ACS3-HMAC-SHA256 Credential=([^,]+),\s?SignedHeaders=([^,]+),\s?Signature=([0-9a-f]{64})$/;

/** Reads a request to the RPC gateway (both signature forms: docs/clouds.md). */
export function readClaims(request: IncomingRequest): Claims {
  const parameters = parametersOf(request);
  return parameters['SignatureMethod'] ? rpcClaims(request, parameters) : acs3Claims(request, parameters);
}

function parametersOf(request: IncomingRequest): Record<string, string> {
  const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
  const form = isForm ? new URLSearchParams(request.body.toString()) : [];
  return Object.fromEntries([...request.query, ...form]);
}

function acs3Claims(request: IncomingRequest, parameters: Record<string, string>): Claims {
  const { headers } = request;
  const [, accessKeyId = '', signedNames = '', signature = ''] =
    AUTHORIZATION.exec(headers['authorization'] ?? '') ?? [];
  return {
    action: headers['x-acs-action'] ?? '',
    version: headers['x-acs-version'] ?? '',
    parameters,
    accessKeyId,
    securityToken: headers['x-acs-security-token'],
    date: headers['x-acs-date'] ?? '',
    nonce: headers['x-acs-signature-nonce'] ?? '',
    verify(accessKeySecret) {
      const signed = signedHeaders(request, signedNames.split(';'));
      if (headers['x-acs-content-sha256'] !== sha256Hex(request.body.toString())) {
        throw refusal('SignatureDoesNotMatch', 'The x-acs-content-sha256 header does not match the body.');
      }
      const credentials = { accessKeyId, accessKeySecret };
      const body = request.body.toString();
      const query = Object.fromEntries(request.query);
      const ours = acs3Signature({ ...request, query, headers: signed, body, credentials });
      if (ours.signature !== signature) throw mismatch(ours.stringToSign);
    },
  };
}

/** The rule: `host`, `content-type` and every `x-acs-` header must be signed, and what is signed must be there. */
function signedHeaders(request: IncomingRequest, names: readonly string[]): Record<string, string> {
  const mustSign = Object.keys(request.headers).filter(
    (name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'),
  );
  const unsigned = mustSign.find((name) => !names.includes(name));
  const absent = names.find((name) => request.headers[name] === undefined);
  if (unsigned ?? absent) throw refusal('IncompleteSignature');
  return Object.fromEntries(names.map((name) => [name, request.headers[name] ?? '']));
}

/** The older form, HMAC-SHA1 over the parameters, which `@alicloud/kms20160120` 1.2.0 still uses. */
function rpcClaims(request: IncomingRequest, all: Record<string, string>): Claims {
  const { Signature: signature, ...parameters } = all;
  return {
    action: parameters['Action'] ?? '',
    version: parameters['Version'] ?? '',
    parameters,
    accessKeyId: parameters['AccessKeyId'] ?? '',
    securityToken: parameters['SecurityToken'],
    date: parameters['Timestamp'] ?? '',
    nonce: parameters['SignatureNonce'] ?? '',
    verify(secret) {
      const pairs = Object.keys(parameters)
        .sort()
        .map((name) => `${percentEncode(name)}=${percentEncode(parameters[name] ?? '')}`);
      const text = `${request.method}&%2F&${percentEncode(pairs.join('&'))}`;
      const ours = createHmac('sha1', `${secret}&`).update(text).digest('base64');
      if (ours !== signature) throw mismatch(text);
    },
  };
}

/** The real gateway prints the text that it signed, too: clients must not show it. */
function mismatch(stringToSign: string): Error {
  const message = 'Specified signature is not matched with our calculation. server string to sign is:';
  return refusal('SignatureDoesNotMatch', message + stringToSign);
}
