import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AskedOperation, Gateway } from './exchange.ts';
import { Refusal } from './exchange.ts';
import type { Effect, FaultList } from './faults.ts';
import { readRequest } from './incoming.ts';
import type { OpenEntry } from './requestLog.ts';
import { deliveryOf, insteadOfAnswer, spoil } from './sabotage.ts';
import type { Delivery } from './sabotage.ts';

export interface ServerParts {
  /** The first that recognizes a request answers it. */
  readonly gateways: readonly Gateway[];
  readonly faults: FaultList;
  readonly log: (entry: OpenEntry) => void;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
  /** How long every reply takes at least, milliseconds. */
  readonly latencyMs: number;
  /** Ends what still waits when the sandbox closes. */
  readonly signal: AbortSignal;
}

/** An HTTP server that answers for every cloud; it does not listen yet. */
export function createSandboxServer(parts: ServerParts): Server {
  return createServer((message, response) => {
    handle(parts, message, response).catch((error: unknown) => {
      response.destroy(error instanceof Error ? error : undefined);
    });
  });
}

async function handle(parts: ServerParts, message: IncomingMessage, response: ServerResponse): Promise<void> {
  const request = await readRequest(message);
  const gateway = parts.gateways.find((one) => one.recognizes(request));
  if (!gateway) {
    response.writeHead(404).end();
    return;
  }
  const call = gateway.read(request);
  const entry = entryOf(gateway, call, parts.clock());
  parts.log(entry);
  const { operation, accessKeyId, instanceId = '' } = call;
  const effects = parts.faults.take({ provider: gateway.provider, operation, accessKeyId, instanceId });
  await wait(parts, effects);
  const delivery = effects
    .map((effect) => insteadOfAnswer(effect, gateway))
    .find((instead) => instead !== undefined);
  const answered = delivery ?? effects.reduce((whole, effect) => spoil(effect, whole), answer(gateway, call));
  entry.status = answered.status;
  await send(parts, response, answered);
}

function entryOf({ provider }: Gateway, call: AskedOperation, at: number): OpenEntry {
  const { operation, changing, accessKeyId, region, instanceId } = call;
  return { provider, operation, changing, accessKeyId, region, instanceId, at, status: 0 };
}

async function wait({ latencyMs, signal }: ServerParts, effects: readonly Effect[]): Promise<void> {
  const delays = effects.map((effect) => (effect.kind === 'latency' ? effect.ms : 0));
  const total = delays.reduce((sum, ms) => sum + ms, latencyMs);
  if (total > 0) await sleep(total, undefined, { signal });
  for (const effect of effects) if (effect.kind === 'held') await effect.until;
}

function answer(gateway: Gateway, call: AskedOperation): Delivery {
  const requestId = gateway.newRequestId();
  try {
    return deliveryOf(call.answer(requestId));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return deliveryOf(gateway.refuse(error, requestId));
  }
}

async function send(
  { clock, signal }: ServerParts,
  response: ServerResponse,
  delivery: Delivery,
): Promise<void> {
  if (delivery.status !== 0) {
    response.sendDate = false;
    response.writeHead(delivery.status, {
      Date: new Date(clock()).toUTCString(),
      'Content-Length': delivery.payload.length,
      ...delivery.headers,
    });
  }
  if (delivery.send) await delivery.send(response, delivery, signal);
  else response.end(delivery.payload);
}
