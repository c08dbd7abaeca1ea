import { Refusal } from '../exchange.ts';

/**
 * Status and words of the refusals that the sandbox gives; codes from docs/clouds.md.
 * Which code the encryption calls use for what is documented nowhere: those are likely ones.
 */
const REFUSALS = {
  // gateway
  'APIGW.0101': [404, 'The API does not exist or has not been published in the environment'],
  'APIGW.0301': [401, 'Incorrect IAM authentication information'],
  'APIGW.0302': [403, 'The IAM user is not allowed to access the API'],
  'APIGW.0307': [401, 'The token must be updated'],
  'APIGW.0303': [401, 'Incorrect app authentication information: signature expired'],
  'APIGW.0308': [429, 'The throttling threshold has been reached: policy user over ratelimit'],
  'APIGW.0310': [403, 'The project is unavailable'],
  'APIGW.0802': [403, 'The user is forbidden in the current region'],
  // TaurusDB
  'DBS.200001': [400, 'Invalid parameter.'],
  'DBS.200002': [404, 'The DB instance does not exist.'],
  'DBS.200010': [403, 'You do not have permission to perform this operation.'],
  'DBS.200011': [
    409,
    'Another operation is being performed on the DB instance, or the DB instance is faulty.',
  ],
  'DBS.200019': [409, 'Another operation is being performed on the DB instance.'],
  'DBS.200040': [400, 'The DB engine version does not support this operation.'],
  'DBS.200086': [400, 'This operation is not allowed in the current instance status.'],
  'DBS.200316': [409, 'The storage of the DB instance is full.'],
  'DBS.201205': [409, 'A backup of the DB instance is being created.'],
  'DBS.280001': [400, 'Parameter error.'],
  'DBS.280404': [400, 'The DB instance ID format is incorrect.'],
  'DBS.280439': [400, 'Enter a positive integer less than 100.'],
  'DBS.280449': [400, 'This operation is not allowed on frozen objects.'],
  // KMS
  'KMS.0205': [400, 'Invalid key ID.'],
  'KMS.0327': [403, 'Failed to obtain permissions.'],
  'KMS.1601': [400, 'Invalid limit.'],
  'KMS.1602': [400, 'Invalid marker.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type HuaweiCode = keyof typeof REFUSALS;

/** A refusal of IAM's, which has the HTTP status for a code. */
export function iamRefusal(status: 400 | 401 | 403, message: string): Refusal {
  return new Refusal(status, 'IAM', message);
}

/** @param detail added to the documented words */
export function refusal(code: HuaweiCode, detail?: string): Refusal {
  const [status, words] = REFUSALS[code];
  return new Refusal(status, code, detail ? `${words.replace(/\.$/, '')}: ${detail}` : words);
}

/** A request body that must be a JSON object. */
export function jsonBody(text: string): Readonly<Record<string, unknown>> {
  const body = parse(text);
  if (typeof body !== 'object' || body === null)
    throw refusal('DBS.280001', 'the body is not a JSON object.');
  return { ...body };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
