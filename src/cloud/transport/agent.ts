import { Agent } from 'undici';
import { LIMITS } from './limits.ts';

/** Keep-alive connections with a cap per origin and time limits on the socket itself. */
export function createAgent(): Agent {
  return new Agent({
    connections: LIMITS.connections,
    pipelining: 1,
    connect: { timeout: LIMITS.connect },
    headersTimeout: LIMITS.attempt,
    bodyTimeout: LIMITS.attempt,
  });
}
