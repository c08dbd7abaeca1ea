import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';

export interface TestServer {
  readonly origin: string;
  /** What came in, in its order. */
  readonly requests: readonly IncomingMessage[];
  /** How many connections were opened, are open now, and were open at most. */
  readonly connections: { opened: number; open: number; most: number };
}

/** An HTTP server on loopback that is gone when the test ends. */
export async function startServer(t: TestContext, answer: RequestListener): Promise<TestServer> {
  const requests: IncomingMessage[] = [];
  const connections = { opened: 0, open: 0, most: 0 };
  const server = createServer((request, response) => {
    requests.push(request);
    request.resume();
    answer(request, response);
  });
  server.on('connection', (socket) => {
    connections.opened += 1;
    connections.open += 1;
    connections.most = Math.max(connections.most, connections.open);
    socket.on('close', () => {
      connections.open -= 1;
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, connections };
}

/** An address on loopback where nobody listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `http://127.0.0.1:${port}`;
}
