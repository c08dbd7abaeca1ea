import type { Dispatcher } from 'undici';
import { Exchange } from './exchange.ts';

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

export type Http = (request: HttpRequest, signal: AbortSignal) => Promise<HttpReply>;

/**
 * Builds the one function that all requests leave through, each once: time limits, a cap on the decompressed reply, no
 * redirects, nothing sent again. It rejects with a CloudError (`network`, `unexpected-reply`), or the signal's reason
 * when cancelled.
 * @param agent what sends; asked for at every request, and loaded at the first one
 */
export function createHttp(agent: () => Promise<Dispatcher>): Http {
  return async (request, signal) => {
    const dispatcher = await agent();
    signal.throwIfAborted();
    const exchange = new Exchange(request, signal);
    dispatcher.dispatch(exchange.options, exchange);
    return exchange.reply;
  };
}
