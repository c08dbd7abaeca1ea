import type { ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Gateway, Reply } from './exchange.ts';
import { Refusal } from './exchange.ts';
import type { Effect } from './faults.ts';

/** A reply as bytes, and how they reach the client. */
export interface Delivery {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
  /** Writes it out; plainly when left out. */
  readonly send?: (response: ServerResponse, delivery: Delivery, signal: AbortSignal) => Promise<void> | void;
}

const NO_REPLY = { status: 0, headers: {}, payload: Buffer.alloc(0) };

/** The usual way of delivering a reply. */
export function deliveryOf(reply: Reply): Delivery {
  const payload = Buffer.from(JSON.stringify(reply.body));
  const headers = { 'Content-Type': 'application/json;charset=utf-8', ...reply.headers };
  return { status: reply.status, headers, payload };
}

/** What an effect sends in place of an answer; undefined when the operation is to be carried out. */
export function insteadOfAnswer(effect: Effect, gateway: Gateway): Delivery | undefined {
  switch (effect.kind) {
    case 'status': {
      const { status, code = 'InternalError', message = 'A fault of the sandbox.' } = effect;
      return deliveryOf(gateway.refuse(new Refusal(status, code, message), gateway.newRequestId()));
    }
    case 'throttle':
      return deliveryOf(gateway.refuse(gateway.throttle(effect.retryAfterMs), gateway.newRequestId()));
    case 'body': {
      const headers = { 'Content-Type': effect.contentType ?? 'text/html' };
      return { status: effect.status ?? 200, headers, payload: Buffer.from(effect.text) };
    }
    case 'gzipBomb': {
      const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
      return { status: 200, headers, payload: gzipSync(Buffer.alloc(effect.bytes, ' ')) };
    }
    case 'resetBefore':
      return { ...NO_REPLY, send: reset };
    case 'hang':
      return { ...NO_REPLY, send: () => undefined };
    default:
      return undefined;
  }
}

/** What an effect makes of the answer to an operation that was carried out. */
export function spoil(effect: Effect, delivery: Delivery): Delivery {
  switch (effect.kind) {
    case 'resetAfter':
      return { ...NO_REPLY, send: reset };
    case 'truncate':
      return { ...delivery, send: sendHalf };
    case 'headersThenSilence':
      return { ...delivery, send: sendHeaders };
    case 'drip':
      return {
        ...delivery,
        send: (response, whole, signal) => drip(response, whole, effect.everyMs, signal),
      };
    default:
      return delivery;
  }
}

function reset(response: ServerResponse): void {
  response.socket?.resetAndDestroy();
}

function sendHalf(response: ServerResponse, { payload }: Delivery): void {
  response.write(payload.subarray(0, payload.length / 2), () => response.socket?.destroy());
}

function sendHeaders(response: ServerResponse): void {
  response.flushHeaders();
}

async function drip(
  response: ServerResponse,
  { payload }: Delivery,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  for (const byte of payload) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await sleep(everyMs, undefined, { signal });
  }
  response.end();
}
