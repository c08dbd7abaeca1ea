import { request as forward, type IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { startServer, type TestServer } from './server.ts';

/** A reply on its way back. */
export interface Passing {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** A server that hands every request on as it came, and may change what comes back. */
export function startRelay(
  t: TestContext,
  target: string,
  change: (reply: Passing, request: IncomingMessage) => Passing | Promise<Passing>,
): Promise<TestServer> {
  return startServer(t, (request, response) => {
    const { method, url, headers } = request;
    const onward = forward(`${target}${url}`, { method, headers }, (answer) => {
      void (async () => {
        const flat = Object.entries(answer.headers).map(([name, value]) => [name, String(value)] as const);
        const reply = {
          status: answer.statusCode ?? 0,
          headers: Object.fromEntries(flat.filter(([name]) => name !== 'content-length')),
          body: await buffer(answer),
        };
        const passed = await change(reply, request);
        response.sendDate = false;
        response.writeHead(passed.status, passed.headers).end(passed.body);
      })().catch(() => response.destroy());
    });
    onward.on('error', () => response.destroy());
    request.pipe(onward);
  });
}
