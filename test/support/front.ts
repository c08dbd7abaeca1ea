import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Certificate } from './certificates.ts';

/** Another entrance on loopback to a cloud that has a plain one: it hears everything that is sent. */
export interface Front {
  readonly origin: string;
  /** `host:port`. */
  readonly host: string;
  /** All that came in, decrypted. Nothing does from somebody who does not trust its certificate. */
  received(): string;
  close(): void;
}

interface FrontOptions {
  /** The loopback address to listen on, such as `127.0.0.2` or `::1`. */
  readonly address: string;
  /** https with one, plain http without. */
  readonly certificate?: Certificate;
}

/** Opens an entrance that passes everything on to a plain http origin. */
export async function startFront(plainOrigin: string, options: FrontOptions): Promise<Front> {
  const { address, certificate } = options;
  let received = '';
  const enter = (socket: Socket): void => {
    socket.on('data', (chunk: Buffer) => (received += chunk.toString('latin1')));
    join(socket, connect(Number(new URL(plainOrigin).port), '127.0.0.1'));
  };
  const server = certificate ? createTlsServer(certificate, enter) : createServer(enter);
  const close = cutting(server);
  server.listen(0, address);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const host = `${address.includes(':') ? `[${address}]` : address}:${port}`;
  return { origin: `${certificate ? 'https' : 'http'}://${host}`, host, received: () => received, close };
}

/** What one says the other hears; when one ends, so does the other. */
export function join(one: Socket, other: Socket): void {
  const carry = (from: Socket, to: Socket): void => {
    from.on('error', () => to.destroy()).on('close', () => to.destroy());
    from.pipe(to);
  };
  carry(one, other);
  carry(other, one);
}

/** How to end a server with all its connections. */
export function cutting(server: Server): () => void {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined).on('close', () => sockets.delete(socket)));
  });
  return () => {
    server.close();
    for (const socket of sockets) socket.destroy();
  };
}
