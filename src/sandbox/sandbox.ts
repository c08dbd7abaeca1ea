import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { FaultList } from './faults.ts';
import type { Faults } from './faults.ts';
import { believableFleet } from './fleet.ts';
import type { SandboxState } from './fleet.ts';
import { seededRandom } from './random.ts';
import { ofEachCloud } from './registry.ts';
import type { LoggedRequest } from './requestLog.ts';
import { createSandboxServer } from './server.ts';

export interface SandboxOptions {
  /** The loopback port; a free one when left out. */
  readonly port?: number;
  /** What is in the clouds; copied. A believable fleet when left out. */
  readonly fleet?: SandboxState;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** From 0 up to 1, for faults with a probability; always the same sequence when left out. */
  readonly random?: () => number;
}

/** Every cloud on one loopback port, for trying and testing. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, the endpoint of every service of every cloud. */
  readonly origin: string;
  /** What is in the clouds; changes to it take effect at once. */
  readonly state: SandboxState;
  /** What was asked, in the order it came. */
  readonly requests: readonly LoggedRequest[];
  clearRequests(): void;
  readonly faults: Faults;
  /** Cuts every connection and frees the port. */
  close(): Promise<void>;
}

/** Starts the sandbox. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, clock = Date.now, random = seededRandom(1) } = options;
  const state = structuredClone(options.fleet ?? believableFleet(clock()));
  const requests: LoggedRequest[] = [];
  const faults = new FaultList(random);
  const ending = new AbortController();
  const server = createSandboxServer({
    gateways: Object.values(ofEachCloud((cloud, id) => cloud.gateway(state[id], clock))),
    faults,
    log: (entry) => requests.push(entry),
    clock,
    latencyMs: state.latencyMs ?? 0,
    signal: ending.signal,
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${address.port}`,
    state,
    requests,
    clearRequests: () => requests.splice(0),
    faults,
    async close() {
      ending.abort();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}
