import * as l10n from '@vscode/l10n';
import type { Agent } from 'undici';
import { CloudError } from '../error.ts';
import { LIMITS } from './limits.ts';
import { misdirected, networkError, silent } from './networkError.ts';

export interface HttpRequest {
  /** Scheme, host and port, without a slash at the end. */
  readonly origin: string;
  readonly method: string;
  /** Path with the query, sent exactly as signed. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** True for what changes anything: nothing on the way may send it again. */
  readonly once?: boolean;
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
  readonly body?: string | ReadableStream<Uint8Array>;
  /** As `fetch` demands it of a stream. */
  readonly duplex?: 'half';
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
        ...(request.once ? unrepeatable(request) : contentOf(request)),
        redirect: 'manual',
        signal: attempt.signal,
        ...(agent && { dispatcher: agent }),
      });
      patience.refresh();
      const text = await readText(response, () => patience.refresh());
      if (response.status === 421) throw misdirected(request);
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

type Content = Pick<FetchInit, 'headers' | 'body' | 'duplex'>;

function contentOf({ headers, body }: HttpRequest): Content {
  return { headers, ...(body !== undefined && { body }) };
}

/**
 * `fetch` sends a request once more by itself when it is answered with 421, and may then leave out nothing but a body
 * that it has no copy of (Fetch Standard, HTTP-network-or-cache fetch, step 16; undici holds to it). So a change goes
 * out as a stream, also an empty one, with the length that tells the server the same as ever.
 */
function unrepeatable({ headers, body = '' }: HttpRequest): Content {
  const bytes = Buffer.from(body);
  const stream = new ReadableStream<Uint8Array>({
    start(controller) {
      if (bytes.length > 0) controller.enqueue(bytes);
      controller.close();
    },
  });
  return { headers: { ...headers, 'content-length': String(bytes.length) }, body: stream, duplex: 'half' };
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
