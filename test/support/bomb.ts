/** A server whose every reply is small and unpacks to 200 MiB:  node bomb.ts. It writes where it listens. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';

const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024, ' '));
const server = createServer((_, response) => {
  response.setHeader('Content-Encoding', 'gzip');
  response.end(bomb);
}).listen(0, '127.0.0.1');
await once(server, 'listening');
process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
