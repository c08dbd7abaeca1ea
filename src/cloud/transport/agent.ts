import type { Agent } from 'undici';
import UndiciAgent from 'undici/lib/dispatcher/agent.js';
import { LIMITS } from './limits.ts';

/** Keep-alive connections with a cap per origin and time limits on the socket itself. */
export function createAgent(): Agent {
  return new UndiciAgent({
    connections: LIMITS.connections,
    pipelining: 1,
    maxHeaderSize: LIMITS.headerBytes,
    connect: { timeout: LIMITS.connect },
    headersTimeout: LIMITS.attempt,
    bodyTimeout: LIMITS.attempt,
  });
}
