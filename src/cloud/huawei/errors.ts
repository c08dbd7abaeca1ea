import {
  describeError,
  errorTable,
  memberOf,
  naming,
  textOf,
  tryJson,
  type ErrorFields,
} from '../errorTable.ts';
import type { ParsedError } from '../transport/reply.ts';

/** The API gateway's codes have either prefix, depending on the site. */
function gateway(...numbers: readonly string[]): string[] {
  return numbers.flatMap((number) => [`APIGW.${number}`, `APIG.${number}`]);
}

function database(...numbers: readonly string[]): string[] {
  return numbers.map((number) => `DBS.${number}`);
}

/**
 * The gateway's codes are those of the vendor's signing guide (api-sign-errorcode); the database's and KMS's
 * those of Open Telekom Cloud's error tables for the same products. Neither lists codes by operation, and
 * gateway code 0201 means whatever its HTTP status says. IAM has the HTTP status for a code.
 */
const TABLE = errorTable(
  [
    { category: 'not-found', codes: gateway('0101') },
    { category: 'server', retryable: true, codes: gateway('0202', '0203', '0601', '0606', '0613') },
    { category: 'permission', codes: gateway('0302', '0306', '0310', '0802') },
    { category: 'credentials', codes: gateway('0305', '0307') },
    { category: 'throttled', retryable: true, codes: gateway('0308') },

    {
      category: 'invalid-request',
      codes: database('200001', '200004', '200006', '280001', '280204', '280404', '280439', '290000'),
    },
    {
      category: 'instance-state',
      codes: database(
        ...['200086', '201014', '201015'], // not in this status
        '280449', // frozen
        ...['200011', '200019', '200047', '201202', '212006', '280406'], // another operation is running
        '200316', // storage full
        '201205', // backup in progress
        ...['05000084', '212033'], // busy, by the Terraform provider's list of retries
      ),
    },
    { category: 'unsupported', codes: database('200040', '280238', '201207', '05000001') },
    { category: 'permission', codes: database('200010', '200604', '200044', '201003', '280015') },
    { category: 'credentials', codes: database('280056') },
    {
      category: 'not-found',
      codes: database('200002', '200045', '200408', '200602', '201028', '290005', '290011', '290013'),
    },
    {
      category: 'server',
      retryable: true,
      codes: database('108000', '108002', '108005', '200005', '213002', '290006', '05000000'),
    },

    { category: 'key', codes: ['KMS.0205', 'KMS.0209', 'KMS.0210', 'KMS.0320', 'KMS.1301'] },
    { category: 'permission', codes: ['KMS.0327'] },
    { category: 'invalid-request', codes: ['KMS.1601', 'KMS.1602'] },

    { category: 'invalid-request', codes: ['400'] },
    { category: 'credentials', codes: ['401'] },
    { category: 'permission', codes: ['403'] },
    { category: 'not-found', codes: ['404'] },
    { category: 'throttled', retryable: true, codes: ['429'] },
    { category: 'server', retryable: true, codes: ['500', '503'] },
  ],
  [
    // Wrong signature, unknown or locked key, bad token; or only the clock: "signature expired, signature time:…".
    {
      category: 'clock-skew',
      code: /^APIGW?\.030[13]$/i,
      message: /signature\s+(?:is\s+|has\s+)?expired|expired\s+signature|time\s?stamp|x-sdk-date/i,
    },
    { category: 'credentials', code: /^APIGW?\.030[13]$/i },
  ],
);

/**
 * Reads an error body of any of the services and gateways. Never throws; a reply that says no error gives no
 * `code`, and is classified by its HTTP status. The opaque `encoded_authorization_message` is not shown.
 * @param needed the action that the call needs: denials do not name it, so it goes into their message
 */
export function parseError(
  httpStatus: number,
  bodyText: string,
  headers: { get(name: string): string | null | undefined },
  needed = '',
): ParsedError {
  const body = tryJson(bodyText);
  const fields = [fieldsOf(memberOf(body, 'error')), fieldsOf(body)].find(({ code }) => code);
  const requestId = textOf(body, 'request_id') || headers.get('x-request-id') || '';
  const error = describeError(
    TABLE,
    { httpStatus, bodyText },
    { code: '', message: '', ...fields, requestId },
  );
  if (error.category !== 'permission' || ABOUT_THE_PROJECT.test(error.code ?? '')) return error;
  return { ...error, message: naming(error.message, needed) };
}

/** The project is not to be used, or the user not in it: no action would help. */
const ABOUT_THE_PROJECT = /^APIGW?\.(0310|0802)$/i;

function fieldsOf(value: unknown): Omit<ErrorFields, 'requestId'> {
  return {
    code: textOf(value, 'error_code', 'code'),
    message: textOf(value, 'error_msg', 'message', 'title'),
  };
}
