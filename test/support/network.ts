/** The transport outside VS Code, over real sockets. */
import { createAgent } from '../../src/cloud/transport/agent.ts';
import { createHttp, type Fetch, type Http } from '../../src/cloud/transport/http.ts';
import { createNodeFetch } from '../../src/cloud/transport/nodeFetch.ts';

export interface Network {
  readonly http: Http;
  close(): Promise<void>;
}

/** As in plain Node. */
export function openNetwork(): Network {
  const agent = createAgent();
  return { http: createHttp({ fetch: createNodeFetch(agent) }), close: () => agent.destroy() };
}

/** As in VS Code, less its proxy: Node's own `fetch` with our Agent. */
export function openFetchNetwork(): Network {
  const agent = createAgent();
  const fetch: Fetch = (url, init) => globalThis.fetch(url, init as RequestInit);
  return {
    http: createHttp({ fetch, dispatcher: () => Promise.resolve(agent) }),
    close: () => agent.destroy(),
  };
}
