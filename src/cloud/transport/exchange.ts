import type { Dispatcher } from 'undici';
import type { HttpReply, HttpRequest } from './message.ts';
import { LIMITS } from './limits.ts';
import { misdirected, networkError, silent } from './networkError.ts';
import { ReplyText } from './replyText.ts';

type Headers = Parameters<NonNullable<Dispatcher.DispatchHandler['onResponseStart']>>[2];

/**
 * One request on its way, and its reply as it comes. It ends once: with the reply, with what went wrong, with the
 * patience for the next piece of it, or with the signal. After that nothing of it is sent any more.
 */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly #request: HttpRequest;
  readonly #signal: AbortSignal;
  readonly #outcome = Promise.withResolvers<HttpReply>();
  readonly #patience: NodeJS.Timeout;
  readonly #cancel = () => {
    this.#fail(this.#signal.reason);
  };
  readonly #fail = (error: unknown) => {
    if (!this.#end()) return;
    const failure: unknown = this.#signal.aborted
      ? this.#signal.reason
      : networkError(error, this.#request, this.#isSent);
    this.#outcome.reject(failure);
    this.#text?.drop();
    this.#controller?.abort(failure instanceof Error ? failure : new Error(String(failure)));
  };
  /** There from the moment when the request gets its connection, before the first byte is written. */
  #controller: Dispatcher.DispatchController | undefined;
  #text: ReplyText | undefined;
  #hasEnded = false;

  constructor(request: HttpRequest, signal: AbortSignal) {
    this.#request = request;
    this.#signal = signal;
    this.#patience = setTimeout(() => {
      this.#fail(silent(request, this.#isSent));
    }, LIMITS.attempt);
    signal.addEventListener('abort', this.#cancel, { once: true });
  }

  get options(): Dispatcher.DispatchOptions {
    const { origin, path, method, headers, body } = this.#request;
    return { origin, path, method, headers, body: body ?? null };
  }

  get reply(): Promise<HttpReply> {
    return this.#outcome.promise;
  }

  get #isSent(): boolean {
    return this.#controller !== undefined;
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#hasEnded) controller.abort(new Error('nobody waits for it'));
  }

  /** Also called for what only announces a reply, with a status below 200. */
  onResponseStart(_: unknown, status: number, headers: Headers): void {
    if (this.#hasEnded) return;
    this.#patience.refresh();
    const get = (name: string): string | null => headers[name]?.toString() ?? null;
    this.#text = new ReplyText(get('content-encoding'), {
      done: (text) => {
        this.#succeed({ status, headers: { get }, text });
      },
      failed: this.#fail,
    });
  }

  onResponseData(_: unknown, chunk: Buffer): void {
    this.#patience.refresh();
    this.#text?.add(chunk);
  }

  onResponseEnd(): void {
    this.#text?.end();
  }

  onResponseError(_: unknown, error: unknown): void {
    this.#fail(error);
  }

  #succeed(reply: HttpReply): void {
    if (reply.status === 421) this.#fail(misdirected(this.#request));
    else if (this.#end()) this.#outcome.resolve(reply);
  }

  /** False when it had ended before. */
  #end(): boolean {
    if (this.#hasEnded) return false;
    this.#hasEnded = true;
    clearTimeout(this.#patience);
    this.#signal.removeEventListener('abort', this.#cancel);
    return true;
  }
}
