import {
  describeError,
  hasMember,
  memberOf,
  naming,
  textOf,
  tryJson,
  type ErrorFields,
} from '../errorTable.ts';
import type { ErrorReader, ParsedError } from '../transport/reply.ts';
import { CODES } from './errorCodes.ts';

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
  const fields = fieldsOf(body);
  const requestId = textOf(body, 'request_id') || headers.get('x-request-id') || '';
  // IAM has the HTTP status for a code, which a gateway in between may have changed.
  const meant = /^[1-5]\d\d$/.test(fields.code) ? Number(fields.code) : httpStatus;
  const error = describeError(CODES, { httpStatus: meant, bodyText }, { ...fields, requestId });
  if (error.category !== 'permission' || NO_ACTION_HELPS.test(error.code ?? '')) return error;
  return { ...error, message: naming(error.message, needed) };
}

/** The members that error bodies have and our replies have not. */
const ERROR_MEMBERS: ReadonlySet<string> = new Set(['code', 'error_code', 'errcode', 'error']);

/** Reads the errors of calls. @param needed the action that a call needs */
export function errorReader(needed?: string): ErrorReader {
  return {
    parse: (...reply) => parseError(...reply, needed),
    tells: (body) => hasMember(body, ERROR_MEMBERS),
  };
}

/** The project is not to be used, or not from this address, or not by this user. */
const NO_ACTION_HELPS = /^APIGW?\.(0310|040[124]|080[12])$/i;

/** Of the error itself, or of what stands in its only member: the first that has a code, else the first with words. */
function fieldsOf(body: unknown): Omit<ErrorFields, 'requestId'> {
  const members: unknown[] = typeof body === 'object' && body !== null ? Object.values(body) : [];
  const places = [memberOf(body, 'error'), body, ...(members.length === 1 ? members : [])];
  const told = places.map((place) => ({
    code: textOf(place, 'error_code', 'errCode', 'code'),
    message: textOf(place, 'error_msg', 'externalMessage', 'message', 'title'),
  }));
  return told.find(({ code }) => code) ?? told.find(({ message }) => message) ?? { code: '', message: '' };
}
