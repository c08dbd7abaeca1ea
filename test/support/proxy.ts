import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect, isIP } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { cutting, join } from './front.ts';

/** What a proxy was asked for. */
export interface ProxiedRequest {
  /** Such as `CONNECT 127.0.0.2:40123`. */
  readonly what: string;
  /** Whether it was let through: 407 otherwise. */
  readonly allowed: boolean;
}

/** A company's proxy on loopback. */
export interface Proxy {
  readonly port: number;
  readonly asked: readonly ProxiedRequest[];
  close(): void;
}

interface ProxyOptions {
  /** `user:password` that it insists on. */
  readonly login?: string;
  /** Where every name leads: nothing but loopback is ever contacted. */
  readonly address: string;
  /** Ends every tunnel that is asked for, without a word. */
  readonly cuts?: boolean;
}

/** Starts a proxy for tunnels. Without one, with the whole address in a request, it answers 501: nobody asks so. */
export async function startProxy({ login, address, cuts }: ProxyOptions): Promise<Proxy> {
  const asked: ProxiedRequest[] = [];
  const expected = login && `Basic ${Buffer.from(login).toString('base64')}`;
  const admit = ({ method, url, headers }: IncomingMessage): boolean => {
    const allowed = !expected || headers['proxy-authorization'] === expected;
    asked.push({ what: `${method} ${url}`, allowed });
    return allowed;
  };
  const server = createServer((incoming, response) => {
    admit(incoming);
    response.writeHead(501).end();
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket, head: Buffer) => {
    const isAllowed = admit(incoming);
    if (cuts) socket.destroy();
    else if (isAllowed) tunnel(incoming, socket, head, address);
    else refuse(socket, '407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="Company"\r\n');
  });
  const close = cutting(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, asked, close };
}

function tunnel({ url = '' }: IncomingMessage, socket: Socket, head: Buffer, address: string): void {
  const { hostname, port } = new URL(`tunnel://${url}`);
  const isLoopback = isIP(hostname) === 4 && hostname.startsWith('127.');
  const inner = connect(Number(port), isLoopback ? hostname : address);
  const fail = (): void => refuse(socket, '502 Bad Gateway');
  inner.once('error', fail);
  inner.once('connect', () => {
    inner.off('error', fail);
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    inner.write(head);
    join(socket, inner);
  });
}

function refuse(socket: Socket, status: string, header = ''): void {
  socket.end(`HTTP/1.1 ${status}\r\n${header}Content-Length: 0\r\n\r\n`);
}
