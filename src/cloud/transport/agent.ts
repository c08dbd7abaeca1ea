import type { Agent, buildConnector } from 'undici';
import buildConnect from 'undici/lib/core/connect.js';
import UndiciAgent from 'undici/lib/dispatcher/agent.js';
import { LIMITS } from './limits.ts';

/** Makes a connection that requests can be written to: for https, one whose certificate has been checked. */
export type Connect = buildConnector.connector;

/**
 * Keep-alive connections with a cap per origin. How long a reply may take is the exchange's to say.
 * @param connectTls how connections for https are made; as Node makes them when left out. Plain http is for loopback
 * only, where no proxy has anything to do.
 */
export function createAgent(connectTls?: Connect): Agent {
  const connect = buildConnect({ timeout: LIMITS.connect });
  return new UndiciAgent({
    connections: LIMITS.connections,
    pipelining: 1,
    maxHeaderSize: LIMITS.headerBytes,
    connect: (target, done) => {
      if (connectTls && target.protocol === 'https:') connectTls(target, done);
      else connect(target, done);
    },
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}
