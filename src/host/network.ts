import * as vscode from 'vscode';
import type { Agent } from 'undici';
import { createHttp, type Fetch, type Http } from '../cloud/transport/http.ts';

export interface HostNetwork {
  readonly http: Http;
  close(): Promise<void>;
}

/**
 * Requests go through the host's own `fetch`: it alone knows the user's proxy and the company's certificates. The
 * undici Agent that caps connections is loaded at the first request, and left out under `http.proxySupport: "on"`,
 * where any dispatcher would switch proxying off (docs/platform-facts.md).
 */
export function openNetwork(): HostNetwork {
  let agent: Promise<Agent> | undefined;
  const dispatcher = async (): Promise<Agent | undefined> => {
    if (vscode.workspace.getConfiguration('http').get('proxySupport') === 'on') return undefined;
    agent ??= import('../cloud/transport/agent.ts').then(({ createAgent }) => createAgent());
    return agent;
  };
  // The host's types are of the undici inside Node; ours are of the package. Both are the same at run time.
  const fetch: Fetch = (url, init) => globalThis.fetch(url, init as RequestInit);
  return {
    http: createHttp({ fetch, dispatcher }),
    async close() {
      await (await agent)?.destroy();
    },
  };
}
