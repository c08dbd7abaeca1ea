/** Tokens of IAM of any documented length (postmanlabs/postman-app-support#8656). */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { loadProvider } from '../../../src/cloud/registry.ts';
import { openCaller } from '../../support/caller.ts';
import { openNetwork } from '../../support/network.ts';
import { never } from '../../support/session.ts';

/** A cloud whose tokens are so long. */
async function startIam(t: TestContext, length: number) {
  const asked: string[] = [];
  const server = createServer({ maxHeaderSize: 512 * 1024 }, ({ url = '', headers }, response) => {
    const token = headers['x-auth-token'];
    asked.push(`${url} ${token?.length ?? 0}`);
    if (token === undefined) response.writeHead(201, { 'X-Subject-Token': 'x'.repeat(length) });
    response.end(
      JSON.stringify(token === undefined ? { token: {} } : { projects: [{ id: 'p1', name: 'cn-north-4' }] }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return { asked, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

describe('a token', () => {
  for (const length of [9_000, 17_000, 30_000, 102_400])
    test(`of ${length} characters is had by one login, and goes with the next request`, async (t) => {
      const { origin, asked } = await startIam(t, length);
      const network = openNetwork();
      t.after(() => network.close());
      const { caller } = openCaller(t, { http: network.http });
      const provider = await loadProvider('huawei');
      const sessionFor = provider.openAccount({
        accountId: 'one',
        login: { kind: 'password', domain: 'd', user: 'u', password: 'PasswordNotReal' },
        keepSecret: () => undefined,
        endpoints: { iam: origin, taurusdb: origin, kms: origin },
        caller,
        clock: caller.clock,
        ownClock: { now: Date.now },
      });
      await sessionFor(caller).prove(never);
      assert.deepEqual(asked, ['/v3/auth/tokens?nocatalog=true 0', `/v3/auth/projects ${length}`]);
    });
});
