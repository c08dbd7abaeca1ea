import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';
import type { CloudCategory } from '../../domain/encryption.ts';
import { CloudError } from '../error.ts';
import type { HttpReply, ReplyHeaders } from './message.ts';

/** What a cloud's error body says, classified. Its texts are as they came: neither short nor safe to show. */
export interface ParsedError {
  readonly category: CloudCategory;
  readonly retryable: boolean;
  readonly code?: string;
  readonly message: string;
  readonly requestId?: string;
  /** The wait that the cloud asks for in a header of its own, milliseconds. */
  readonly retryAfterMs?: number;
}

/** How a cloud tells of errors. */
export interface ErrorReader {
  /** Reads what is no success; a body that tells of no error gives no `code`. */
  readonly parse: (status: number, text: string, headers: ReplyHeaders) => ParsedError;
  /** Whether a body that came with a good status has an error in it after all. */
  readonly tells: (body: unknown) => boolean;
}

/**
 * Reads a reply through its schema.
 * @param errors reads the cloud's error bodies; asked only about what is, or may be, no success
 * @throws CloudError of the cloud's own category, or `unexpected-reply`
 */
export function readReply<T>(schema: z.core.$ZodType<T>, reply: HttpReply, errors: ErrorReader): T {
  const parsed = () => errors.parse(reply.status, reply.text, reply.headers);
  if (reply.status < 200 || reply.status >= 300) throw cloudError(reply, parsed());
  const body = parseJson(reply, parsed);
  if (errors.tells(body)) refuseError(reply, parsed());
  const result = schema._zod.run({ value: body, issues: [] }, { async: false });
  if (result instanceof Promise) throw new TypeError('reply schemas are synchronous');
  if (result.issues.length === 0) return result.value as T;
  const place = result.issues[0]?.path?.join('.') ?? '';
  throw unexpectedReply(l10n.t('The reply is not as documented, at "{0}".', place), parsed());
}

function parseJson(reply: HttpReply, parsed: () => ParsedError): unknown {
  try {
    return JSON.parse(reply.text);
  } catch {
    const fields = parsed();
    refuseError(reply, fields);
    throw unexpectedReply(l10n.t('The reply is not JSON.'), fields);
  }
}

/** A gateway that answers an error with 200 is believed its error. */
function refuseError(reply: HttpReply, parsed: ParsedError): void {
  if (parsed.code) throw cloudError(reply, parsed);
}

function unexpectedReply(message: string, { requestId }: ParsedError): CloudError {
  return new CloudError({ category: 'unexpected-reply', message, ...(requestId && { requestId }) });
}

function cloudError(reply: HttpReply, parsed: ParsedError): CloudError {
  const retryAfterMs = parsed.retryAfterMs ?? retryAfter(reply.headers);
  const serverTime = Date.parse(reply.headers.get('date') ?? '');
  return new CloudError({
    ...parsed,
    httpStatus: reply.status,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
    ...(!Number.isNaN(serverTime) && { serverTime }),
  });
}

/**
 * The wait that `Retry-After` asks for, in milliseconds: seconds, or a date, which is read against the server's own
 * Date. Nonsense is no wait.
 */
function retryAfter(headers: ReplyHeaders): number | undefined {
  const value = headers.get('retry-after');
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const wait = Date.parse(value) - Date.parse(headers.get('date') ?? '');
  return wait > 0 ? wait : undefined;
}
