/** The transport outside VS Code, over real sockets. */
import { createAgent } from '../../src/cloud/transport/agent.ts';
import { createHttp, type Fetch, type Http } from '../../src/cloud/transport/http.ts';
import { createNodeFetch } from '../../src/cloud/transport/nodeFetch.ts';

export interface Network {
  readonly http: Http;
  close(): Promise<void>;
}

/** Takes note of the bytes of a body as they are asked for. */
type Watch = (bytes: number) => void;

/** As in plain Node. */
export function openNetwork(watch?: Watch): Network {
  const agent = createAgent();
  return {
    http: createHttp({ fetch: watched(createNodeFetch(agent), watch) }),
    close: () => agent.destroy(),
  };
}

/** As in VS Code, less its proxy: Node's own `fetch` with our Agent. */
export function openFetchNetwork(watch?: Watch): Network {
  const agent = createAgent();
  const fetch: Fetch = (url, init) => globalThis.fetch(url, init as RequestInit);
  return {
    http: createHttp({ fetch: watched(fetch, watch), dispatcher: () => Promise.resolve(agent) }),
    close: () => agent.destroy(),
  };
}

function watched(fetch: Fetch, watch?: Watch): Fetch {
  if (!watch) return fetch;
  return async (url, init) => {
    const { status, headers, body } = await fetch(url, init);
    return { status, headers, body: body && watchedBody(body, watch) };
  };
}

async function* watchedBody(body: AsyncIterable<Uint8Array>, watch: Watch): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    watch(chunk.byteLength);
    yield chunk;
  }
}
