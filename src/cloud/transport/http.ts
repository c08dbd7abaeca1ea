import type { Dispatcher } from 'undici';
import { Exchange } from './exchange.ts';
import type { HttpReply, HttpRequest } from './message.ts';

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
