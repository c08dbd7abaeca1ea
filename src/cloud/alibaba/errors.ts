import {
  describeError,
  hasMember,
  isMarkup,
  memberOf,
  naming,
  textOf,
  tryJson,
  type ErrorFields,
} from '../errorTable.ts';
import type { ErrorReader, ParsedError } from '../transport/reply.ts';
import { ALREADY_ENABLED, CODES } from './errorCodes.ts';
import { elementText } from './xml.ts';

/** Whether a refusal means that backup encryption was on before the call. */
export function isAlreadyEnabled(code: string | undefined): boolean {
  return code?.toLowerCase() === ALREADY_ENABLED.toLowerCase();
}

/** RAM's own refusals, which mean that an action was not allowed. */
const NOT_ALLOWED = /^(Forb[ie]dden(\.RAM)?|NoPermission|ActionUnauthorized)$/i;

/**
 * Reads an error body: JSON, or the XML of some gateways. Never throws; a reply that says no error gives no
 * `code`, and is classified by its HTTP status.
 * @param needed the action that the call needs: a denial that does not name one gets it into its message
 */
export function parseError(
  httpStatus: number,
  bodyText: string,
  headers: { get(name: string): string | null | undefined },
  needed = '',
): ParsedError {
  const { action, ...fields } = isMarkup(bodyText) ? fieldsOfXml(bodyText) : fieldsOfJson(tryJson(bodyText));
  const requestId = fields.requestId || headers.get('x-acs-request-id') || '';
  const missing = action || (NOT_ALLOWED.test(fields.code) ? needed : '');
  const retryAfterMs = waitOf(headers.get('x-acs-retry-after'));
  return {
    ...describeError(
      CODES,
      { httpStatus, bodyText },
      { ...fields, message: naming(fields.message, missing), requestId },
    ),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}

/** The members that error bodies have and our replies have not. */
const ERROR_MEMBERS: ReadonlySet<string> = new Set(['code']);

/** Reads the errors of calls. @param needed the action that a call needs */
export function errorReader(needed: string): ErrorReader {
  return {
    parse: (...reply) => parseError(...reply, needed),
    tells: (body) => hasMember(body, ERROR_MEMBERS),
  };
}

/** The gateway's own header, in milliseconds by the SDK's reading. */
function waitOf(header: string | null | undefined): number | undefined {
  return header && /^\d+$/.test(header) ? Number(header) : undefined;
}

interface BodyFields extends ErrorFields {
  /** What was denied, where the body tells. */
  readonly action: string;
}

function fieldsOfJson(body: unknown): BodyFields {
  return {
    code: textOf(body, 'Code', 'code'),
    message: textOf(body, 'Message', 'message'),
    requestId: textOf(body, 'RequestId', 'requestId', 'request_id'),
    action: textOf(memberOf(body, 'AccessDeniedDetail'), 'AuthAction'),
  };
}

/** The elements are written with a capital, so an HTML page with a `code` element is no error body. */
function fieldsOfXml(body: string): BodyFields {
  return {
    code: elementText(body, 'Code'),
    message: elementText(body, 'Message'),
    requestId: elementText(body, 'RequestId'),
    action: '',
  };
}
