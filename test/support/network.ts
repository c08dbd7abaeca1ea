/** The transport outside VS Code, over real sockets. */
import { createAgent } from '../../src/cloud/transport/agent.ts';
import { createHttp, type Http } from '../../src/cloud/transport/http.ts';

export interface Network {
  readonly http: Http;
  close(): Promise<void>;
}

/** As in plain Node. */
export function openNetwork(): Network {
  const agent = createAgent();
  return {
    http: createHttp(() => Promise.resolve(agent)),
    close: () => agent.destroy(),
  };
}
