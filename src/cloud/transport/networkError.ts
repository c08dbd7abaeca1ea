import * as l10n from '@vscode/l10n';
import { CloudError } from '../error.ts';
import { LIMITS } from './limits.ts';

/** As much of a request as a message names. */
interface Addressed {
  /** Scheme, host and port. */
  readonly origin: string;
}

/**
 * 421 is what a server says that is not in charge of the host, instead of doing anything (RFC 9110, 15.5.20): what was
 * asked for has not been done, and a read may find another connection.
 */
export function misdirected(request: Addressed): CloudError {
  const message = l10n.t(
    '{0} was asked at a server that does not serve it (HTTP status 421).',
    hostOf(request),
  );
  return new CloudError({ category: 'network', httpStatus: 421, message, retryable: true, unsent: true });
}

/** Nothing came for too long. */
export function silent(request: Addressed, sent: boolean): CloudError {
  const message = l10n.t('{0} did not answer within {1} seconds.', hostOf(request), LIMITS.attempt / 1000);
  return new CloudError({ category: 'network', message, retryable: true, unsent: !sent });
}

const HEADERS_TOO_LARGE: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_OVERFLOW', 'HPE_HEADER_OVERFLOW']);

/**
 * What a request failed with, in words, and whether it can have arrived.
 * @param sent whether it had a connection that it could be written to
 */
export function networkError(error: unknown, request: Addressed, sent: boolean): CloudError {
  if (error instanceof CloudError) return error;
  const status = proxyStatus(error);
  if (status !== undefined) return refusedByProxy(status, request, error);
  const reason = reasonOf(error);
  if (HEADERS_TOO_LARGE.has(reason)) return headersTooLarge(request);
  const message = l10n.t('{0} could not be reached: {1}', hostOf(request), reason);
  const noHost = reason === 'ENOTFOUND';
  return new CloudError({
    category: 'network',
    message,
    retryable: true,
    unsent: !sent,
    noHost,
    cause: error,
  });
}

/** The answer came, so asking again is no help; a login would only be sent once more. */
function headersTooLarge(request: Addressed): CloudError {
  const message = l10n.t('{0} answered with headers that are too long to be read here.', hostOf(request));
  return new CloudError({ category: 'unexpected-reply', message });
}

/** The proxy let nothing through. A wrong password is not sent again by itself: that could lock it. */
function refusedByProxy(status: number, request: Addressed, cause: unknown): CloudError {
  const host = hostOf(request);
  const asked = status === 407;
  const message = asked
    ? l10n.t(
        '{0} could not be reached: the proxy asks for a password (407). Check the setting http.proxy.',
        host,
      )
    : l10n.t('{0} could not be reached: the proxy answered with {1}', host, status);
  return new CloudError({ category: 'network', message, retryable: !asked, unsent: true, cause });
}

function hostOf(request: Addressed): string {
  return new URL(request.origin).host;
}

/** A tunnel that a proxy refuses: the message tells the status (undici's, and that of our own connections). */
function proxyStatus(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = /^Proxy response \((\d{3})\)/.exec(error.message)?.[1];
  return status ? Number(status) : proxyStatus(error.cause);
}

/** `fetch failed` says nothing; the system's own code, one or two causes down, does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code === 'string') return code;
  return (error.cause instanceof Error && reasonOf(error.cause)) || error.message;
}
