import * as vscode from 'vscode';
import type { Agent } from 'undici';
import { createHttp, type Http } from '../cloud/transport/http.ts';

export interface HostNetwork {
  readonly http: Http;
  close(): Promise<void>;
}

/**
 * Requests leave through undici, over connections that VS Code makes: it alone knows the user's proxy and the company's
 * certificates. It is asked for each connection, and for no request. Connections made under other settings are not used
 * any more.
 */
export function openNetwork(): HostNetwork {
  let agent: Promise<Agent> | undefined;
  const open = () => (agent ??= loadAgent());
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (!event.affectsConfiguration('http')) return;
    agent?.then((before) => before.close()).catch(() => undefined); // after what is under way
    agent = undefined;
  });
  return {
    http: createHttp(open),
    async close() {
      settings.dispose();
      await (await agent)?.destroy();
    },
  };
}

async function loadAgent(): Promise<Agent> {
  const [{ createAgent }, { connectAsHost }] = await Promise.all([
    import('../cloud/transport/agent.ts'),
    import('./connect.ts'),
  ]);
  return createAgent(connectAsHost);
}
