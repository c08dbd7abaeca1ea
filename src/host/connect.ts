import https from 'node:https';
import type { Socket } from 'node:net';
import { checkServerIdentity } from 'node:tls';
import type { Connect } from '../cloud/transport/agent.ts';
import { LIMITS } from '../cloud/transport/limits.ts';

/** What VS Code's proxy code says of a connection that it has tried to make. */
interface ProxyEvent {
  readonly error?: Error;
}

/**
 * Makes a TLS connection as VS Code makes it: through the user's proxy, with the company's certificates. VS Code does
 * that for the requests of `node:https`. So one is begun of which nothing is ever sent; once its connection stands and
 * the certificate has been checked, the connection is taken out of it (docs/decisions/0009-transport.md).
 */
export const connectAsHost: Connect = (target, callback) => {
  connectAnew(target).then(
    (socket) => {
      callback(null, socket);
    },
    (error: unknown) => {
      callback(error instanceof Error ? error : new Error(String(error)), null);
    },
  );
};

type Target = Parameters<Connect>[0];

async function connectAnew(target: Target): Promise<Socket> {
  for (;;) {
    const socket = await connectOnce(target);
    if (socket) return socket;
  }
}

/** @returns undefined when it came by a connection that another extension has left, which may be about to end */
function connectOnce({ hostname, port }: Target): Promise<Socket | undefined> {
  return new Promise((resolve, reject) => {
    const request = https.request({
      ...{ hostname, port: port || 443 },
      // In a tunnel VS Code forgets the host when it is an address, and would have the certificate be of "localhost".
      checkServerIdentity: (_, certificate) => checkServerIdentity(hostname, certificate),
    });
    let proxyError: Error | undefined;
    const fail = (error: Error) => {
      clearTimeout(patience);
      reject(error);
      request.destroy();
    };
    const patience = setTimeout(() => {
      fail(Object.assign(new Error('no connection in time'), { code: 'ETIMEDOUT' }));
    }, LIMITS.connect);

    request.on('proxy', ({ error }: ProxyEvent) => (proxyError = error));
    // What VS Code says in the end names no cause, and in earlier versions the proxy with its password.
    request.on('error', (error) => {
      fail(proxyError ?? error);
    });
    // Nothing was asked yet: so answers a proxy that opens no tunnel.
    request.on('response', ({ statusCode }) => {
      fail(new Error(`Proxy response (${statusCode})`));
    });
    request.on('socket', (socket: Socket) => {
      if (request.reusedSocket) {
        resolve(undefined);
        socket.destroy(); // which is an error, and ends the patience
      }
      socket.once('secureConnect', () => {
        clearTimeout(patience);
        if (!request.destroyed) resolve(takenFrom(socket));
      });
    });
  });
}

/** The request that the connection was made for hears of its end at most, and nobody listens to that. */
function takenFrom(socket: Socket): Socket {
  socket.emit('agentRemove'); // as Node documents it, for connections that leave their agent
  socket.removeAllListeners('data');
  return socket.setTimeout(0).setNoDelay(true);
}
