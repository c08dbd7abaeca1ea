import * as z from 'zod';
import { acs3Date, acs3Signature, flattenParameters } from '../../src/cloud/signing/acs3.ts';
import { sha256Hex } from '../../src/cloud/signing/encode.ts';
import type { Signature } from '../../src/cloud/signing/request.ts';
import { sdkHmacDate, sdkHmacSignature } from '../../src/cloud/signing/sdkHmac.ts';

export interface VectorResult {
  readonly id: string;
  readonly algorithm: string;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What is not as expected, by the names of the vector's fields. */
  readonly differences: readonly string[];
}

type Headers = Readonly<Record<string, string>>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

const expectation = z.object({
  headersToSign: z.record(z.string(), z.string()),
  canonicalRequest: z.optional(z.string()),
  stringToSign: z.optional(z.string()),
  signature: z.optional(z.string()),
  authorization: z.string(),
});

const vectorBase = z.object({
  clock: z.object({ epochMs: z.number() }),
  expected: expectation,
  expectedMinimal: z.optional(expectation),
});

const credentials = z.object({
  accessKeyId: z.string(),
  accessKeySecret: z.string(),
  securityToken: z.nullish(z.string()),
  projectId: z.nullish(z.string()),
  domainId: z.nullish(z.string()),
});

const input = z.object({
  method: z.string(),
  host: z.string(),
  path: z.string(),
  body: z.nullish(z.json()),
  bodyType: z.optional(z.string()),
  extraHeaders: z.optional(z.record(z.string(), z.string())),
});

const acs3Vector = vectorBase.extend({
  credentials,
  nonce: z.string(),
  action: z.string(),
  version: z.string(),
  input: input.extend({ params: z.optional(z.record(z.string(), z.json())) }),
});

const sdkHmacVector = vectorBase.extend({
  credentials,
  input: input.extend({ query: z.optional(z.record(z.string(), z.union([scalar, z.array(scalar)]))) }),
});

const vectorFile = z.object({
  vectors: z.array(z.looseObject({ id: z.string(), algorithm: z.string() })),
});

interface Resigned {
  readonly expected: z.infer<typeof expectation>;
  /** The headers as we would send them, under the names of `headersToSign`. */
  readonly headers: Headers;
  readonly signature: Signature;
}

const SIGNERS = new Map<string, (vector: unknown) => Resigned>([
  ['ACS3-HMAC-SHA256', (vector) => resignAcs3(acs3Vector.parse(vector))],
  ['SDK-HMAC-SHA256', (vector) => resignSdkHmac(sdkHmacVector.parse(vector))],
]);

/**
 * Signs every vector of a file anew and compares.
 * @param text the file's content, of the schema `signing-vectors/1`
 * @throws SyntaxError or ZodError when the file is not of that form
 */
export function checkVectors(text: string): VectorResult[] {
  return vectorFile.parse(JSON.parse(text)).vectors.map(({ id, algorithm, ...vector }) => {
    const resign = SIGNERS.get(algorithm);
    if (!resign) return { id, algorithm, outcome: 'skipped', differences: [] };
    const differences = compare(resign(vector));
    return { id, algorithm, outcome: differences.length === 0 ? 'passed' : 'failed', differences };
  });
}

function compare({ expected, headers, signature }: Resigned): string[] {
  const differing = (['canonicalRequest', 'stringToSign', 'signature', 'authorization'] as const).filter(
    (field) => expected[field] !== undefined && expected[field] !== signature[field],
  );
  // What surrounds a value is no part of it, neither where it is signed nor on the wire.
  const headerNames = Object.keys(headers).filter(
    (name) => headers[name]?.trim() !== expected.headersToSign[name]?.trim(),
  );
  return [...headerNames.map((name) => `headersToSign.${name}`), ...differing];
}

function resignAcs3(vector: z.infer<typeof acs3Vector>): Resigned {
  const { credentials, input, nonce, action, version, clock } = vector;
  const expected = vector.expectedMinimal ?? vector.expected;
  const body = bodyText(input);
  const headers = headersToSend(expected.headersToSign, {
    host: input.host,
    'x-acs-action': action,
    'x-acs-version': version,
    'x-acs-date': acs3Date(new Date(clock.epochMs)),
    'x-acs-signature-nonce': nonce,
    'x-acs-content-sha256': sha256Hex(body ?? ''),
    'x-acs-security-token': credentials.securityToken ?? '',
    ...input.extraHeaders,
  });
  const { method, path, params: query = {} } = input;
  const signature = acs3Signature({ method, path, query, headers, body, credentials: keyOf(credentials) });
  return { expected, headers, signature };
}

function resignSdkHmac(vector: z.infer<typeof sdkHmacVector>): Resigned {
  const { credentials, input, clock } = vector;
  const expected = vector.expectedMinimal ?? vector.expected;
  const headers = headersToSend(expected.headersToSign, {
    host: input.host,
    'x-sdk-date': sdkHmacDate(new Date(clock.epochMs)),
    'x-project-id': credentials.projectId ?? '',
    'x-domain-id': credentials.domainId ?? '',
    'x-security-token': credentials.securityToken ?? '',
    ...input.extraHeaders,
  });
  const { method, path, query = {} } = input;
  const body = bodyText(input);
  const signature = sdkHmacSignature({ method, path, query, headers, body, credentials: keyOf(credentials) });
  return { expected, headers, signature };
}

/**
 * The headers of the vector, with our own value for each that follows from the rest of the vector. Names that differ in
 * case only are headers of their own, so the same spelling goes first.
 */
function headersToSend(told: Headers, derived: Headers): Headers {
  const ours = new Map(Object.entries(derived).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    Object.entries(told).map(([name, value]) => [
      name,
      derived[name] ?? ours.get(name.toLowerCase()) ?? value,
    ]),
  );
}

function bodyText({ body, bodyType }: z.infer<typeof input>): string | undefined {
  if (body === null || body === undefined) return undefined;
  if (typeof body === 'string') return body;
  if (!bodyType?.startsWith('form') || typeof body !== 'object' || Array.isArray(body))
    return JSON.stringify(body);
  const fields = [...flattenParameters(body)];
  return fields.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&');
}

function keyOf({ accessKeyId, accessKeySecret }: z.infer<typeof credentials>) {
  return { accessKeyId, accessKeySecret };
}
