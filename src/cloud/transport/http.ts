import * as l10n from '@vscode/l10n';
import type { Agent } from 'undici';
import { CloudError } from '../error.ts';
import { LIMITS } from './limits.ts';

export interface HttpRequest {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  readonly method: string;
  /** Path with the query, sent exactly as signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** By lower-case names. */
export interface ReplyHeaders {
  get(name: string): string | null;
}

export interface HttpReply {
  readonly status: number;
  readonly headers: ReplyHeaders;
  readonly text: string;
}

/** The host's `fetch`, or what stands in for it in plain Node; the dispatcher rides along in its options. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchReply>;

export interface FetchInit {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly redirect: 'manual';
  readonly signal: AbortSignal;
  readonly dispatcher?: Agent;
}

/** As much of a `Response` as is looked at. */
export interface FetchReply extends Omit<HttpReply, 'text'> {
  readonly body: AsyncIterable<Uint8Array> | null;
}

export interface HttpOptions {
  readonly fetch: Fetch;
  /** Loaded at the first request. Without one, the host's own connections are used (`http.proxySupport: "on"`). */
  readonly dispatcher?: () => Promise<Agent | undefined>;
}

export type Http = (request: HttpRequest, signal: AbortSignal) => Promise<HttpReply>;

/**
 * Builds the one function that all requests leave through: time limits, a cap on the decompressed reply, no
 * redirects. It rejects with a CloudError (`network`, `unexpected-reply`), or the signal's reason when cancelled.
 */
export function createHttp({ fetch, dispatcher }: HttpOptions): Http {
  return async (request, signal) => {
    signal.throwIfAborted();
    const attempt = new AbortController();
    const cancel = () => {
      attempt.abort(signal.reason);
    };
    signal.addEventListener('abort', cancel, { once: true });
    const patience = setTimeout(() => {
      attempt.abort(silent(request));
    }, LIMITS.attempt);
    try {
      const agent = await dispatcher?.();
      const response = await fetch(request.origin + request.path, {
        method: request.method,
        headers: request.headers,
        ...(request.body !== undefined && { body: request.body }),
        redirect: 'manual',
        signal: attempt.signal,
        ...(agent && { dispatcher: agent }),
      });
      patience.refresh();
      const text = await readText(response, () => patience.refresh());
      return { status: response.status, headers: response.headers, text };
    } catch (error) {
      signal.throwIfAborted();
      throw networkError(attempt.signal.aborted ? attempt.signal.reason : error, request);
    } finally {
      clearTimeout(patience);
      signal.removeEventListener('abort', cancel);
    }
  };
}

/** Reads the body up to the limit, counting decompressed bytes, so that a small reply cannot fill the memory. */
async function readText(response: FetchReply, progressed: () => void): Promise<string> {
  if (!response.body) return '';
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body) {
    progressed();
    size += chunk.byteLength;
    if (size > LIMITS.replyBytes) throw tooLarge();
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}

function tooLarge(): CloudError {
  return new CloudError({
    category: 'unexpected-reply',
    message: l10n.t('The reply was larger than 2 MiB.'),
  });
}

function silent(request: HttpRequest): CloudError {
  const message = l10n.t('{0} did not answer within {1} seconds.', hostOf(request), LIMITS.attempt / 1000);
  return new CloudError({ category: 'network', message, retryable: true });
}

/** Codes that only come before there is a connection: whatever was to be sent was not. */
const NEVER_CONNECTED: ReadonlySet<string> = new Set([
  ...['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT'],
]);

function networkError(error: unknown, request: HttpRequest): CloudError {
  if (error instanceof CloudError) return error;
  const status = proxyStatus(error);
  if (status !== undefined) return refusedByProxy(status, request, error);
  const reason = reasonOf(error);
  const message = l10n.t('{0} could not be reached: {1}', hostOf(request), reason);
  const unsent = NEVER_CONNECTED.has(reason);
  return new CloudError({ category: 'network', message, retryable: true, unsent, cause: error });
}

/** The proxy let nothing through. A wrong password is not sent again by itself: that could lock it. */
function refusedByProxy(status: number, request: HttpRequest, cause: unknown): CloudError {
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

function hostOf(request: HttpRequest): string {
  return new URL(request.origin).host;
}

/** A tunnel that a proxy refuses has only the code of something cut short; its message tells the status. */
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
