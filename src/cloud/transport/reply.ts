import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import type { CloudCategory } from '../../domain/encryption.ts';
import { CloudError } from '../error.ts';
import type { HttpReply, ReplyHeaders } from './http.ts';

/** What a cloud's error body says, classified. */
export interface ParsedError {
  readonly category: CloudCategory;
  readonly retryable: boolean;
  readonly code?: string;
  readonly message: string;
  readonly requestId?: string;
}

export type ParseError = (status: number, text: string, headers: ReplyHeaders) => ParsedError;

/**
 * Reads a reply through its schema.
 * @param parseError reads the cloud's error bodies; asked only about what is, or may be, no success
 * @throws CloudError of the cloud's own category, or `unexpected-reply`
 */
export function readReply<T>(schema: z.core.$ZodType<T>, reply: HttpReply, parseError: ParseError): T {
  const parsed = () => parseError(reply.status, reply.text, reply.headers);
  if (reply.status < 200 || reply.status >= 300) throw cloudError(reply, parsed());
  const body = parseJson(reply, parsed);
  if (tellsCode(body)) refuseError(reply, parsed());
  const result = schema._zod.run({ value: body, issues: [] }, { async: false });
  if (result instanceof Promise) throw new TypeError('reply schemas are synchronous');
  if (result.issues.length === 0) return result.value as T;
  const place = result.issues[0]?.path?.join('.') ?? '';
  throw unexpectedReply(l10n.t('The reply is not as documented, at "{0}".', place), parsed());
}

function parseJson(reply: HttpReply, parsed: () => ParsedError): unknown {
  try {
    return JSON.parse(reply.text);
  } catch (error) {
    const fields = parsed();
    refuseError(reply, fields);
    throw unexpectedReply(l10n.t('The reply is not JSON.'), fields, error);
  }
}

/** The members that error bodies have and our replies have not, in lower case. */
const ERROR_MEMBERS: ReadonlySet<string> = new Set(['code', 'error_code', 'error']);

/** Whether a body may be an error's, whatever its status says. */
function tellsCode(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false;
  return Object.keys(body).some((name) => ERROR_MEMBERS.has(name.toLowerCase()));
}

/** A gateway that answers an error with 200 is believed its error. */
function refuseError(reply: HttpReply, parsed: ParsedError): void {
  if (parsed.code) throw cloudError(reply, parsed);
}

function unexpectedReply(message: string, { requestId }: ParsedError, cause?: unknown): CloudError {
  return new CloudError({ category: 'unexpected-reply', message, cause, ...(requestId && { requestId }) });
}

function cloudError(reply: HttpReply, parsed: ParsedError): CloudError {
  const retryAfterMs = retryAfter(reply.headers);
  const serverTime = Date.parse(reply.headers.get('date') ?? '');
  return new CloudError({
    ...parsed,
    httpStatus: reply.status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(!Number.isNaN(serverTime) && { serverTime }),
  });
}

/**
 * The wait the server asks for, in milliseconds: `x-acs-retry-after` (milliseconds, by Alibaba's SDK) or
 * `Retry-After` (seconds, or a date, which is read against the server's own Date). Nonsense is no wait.
 */
function retryAfter(headers: ReplyHeaders): number | undefined {
  const milliseconds = headers.get('x-acs-retry-after');
  if (milliseconds && /^\d+$/.test(milliseconds)) return Number(milliseconds);
  const value = headers.get('retry-after');
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return wait > 0 ? wait : undefined;
}
