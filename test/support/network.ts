/** The transport as it is outside VS Code: undici's own fetch over real sockets. */
import { fetch } from 'undici';
import { createAgent } from '../../src/cloud/transport/agent.ts';
import { createHttp } from '../../src/cloud/transport/http.ts';
import type { Fetch, Http } from '../../src/cloud/transport/http.ts';

export interface Network {
  readonly http: Http;
  close(): Promise<void>;
}

export function openNetwork(): Network {
  const agent = createAgent();
  return {
    http: createHttp({ fetch: fetch as unknown as Fetch, dispatcher: () => Promise.resolve(agent) }),
    close: () => agent.destroy(),
  };
}
