/** Row 1, where nothing answers: names that are not known, hosts that cannot be reached, proxies that let nothing through. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo, LookupFunction } from 'node:net';
import { describe, test, type TestContext } from 'node:test';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';
import { CloudError } from '../../../../src/cloud/error.ts';
import { createHttp } from '../../../../src/cloud/transport/http.ts';
import { closedOrigin } from '../../../support/server.ts';

/** Sends a request that way; @returns what it fails with */
async function failure(t: TestContext, origin: string, agent: Dispatcher): Promise<CloudError> {
  t.after(() => agent.destroy());
  const http = createHttp(() => Promise.resolve(agent));
  const headers = { authorization: 'hidden' };
  const request = { origin, method: 'POST', path: '/?Secret=hidden', headers };
  const error = await http(request, new AbortController().signal).catch((thrown: unknown) => thrown);
  assert.ok(error instanceof CloudError);
  assert.doesNotMatch(error.message, /hidden/);
  return error;
}

function systemError(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code} of a test`), { code });
}

const NAME = 'https://rds.no-such-region.aliyuncs.com';

describe('a name that cannot be resolved', () => {
  for (const code of ['ENOTFOUND', 'EAI_AGAIN'])
    test(`${code}: network, with the host and the code, and certainly not sent`, async (t) => {
      const asked: string[] = [];
      const lookup: LookupFunction = (host, _options, done) => {
        asked.push(host);
        done(systemError(code), []);
      };
      const error = await failure(t, NAME, new Agent({ connect: { lookup } }));
      assert.deepEqual(asked, ['rds.no-such-region.aliyuncs.com']);
      const { category, retryable, unsent, message } = error;
      assert.deepEqual(
        { category, retryable, unsent },
        { category: 'network', retryable: true, unsent: true },
      );
      assert.equal(message, `rds.no-such-region.aliyuncs.com could not be reached: ${code}`);
    });
});

describe('a host that cannot be reached', () => {
  test('ECONNREFUSED: network, certainly not sent', async (t) => {
    const origin = await closedOrigin();
    const { category, retryable, unsent, message } = await failure(t, origin, new Agent());
    assert.deepEqual({ category, retryable, unsent }, { category: 'network', retryable: true, unsent: true });
    assert.equal(message, `${new URL(origin).host} could not be reached: ECONNREFUSED`);
  });

  for (const code of ['EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT'])
    test(`${code} before there is a connection: network, certainly not sent`, async (t) => {
      const error = await failure(
        t,
        NAME,
        new Agent({ connect: (_options, done) => done(systemError(code), null) }),
      );
      assert.deepEqual([error.category, error.retryable, error.unsent], ['network', true, true]);
      assert.match(error.message, new RegExp(`^rds\\.no-such-region\\.aliyuncs\\.com .*${code}$`));
    });
});

/** A proxy that answers every tunnel with this status; @returns its origin and how often it was asked */
async function startProxy(t: TestContext, status: number) {
  let asked = 0;
  const proxy = createServer().on('connect', (_request, socket) => {
    asked += 1;
    socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\n\r\n`);
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  t.after(() => proxy.close());
  return { uri: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, asked: () => asked };
}

describe('a proxy that lets nothing through', () => {
  const cases: readonly (readonly [number, boolean, RegExp])[] = [
    [407, false, /the proxy asks for a password \(407\)\. Check the setting http\.proxy\.$/],
    [403, true, /the proxy answered with 403$/],
    [502, true, /the proxy answered with 502$/],
  ];
  for (const [status, again, words] of cases)
    test(`${status}: network, certainly not sent, ${again ? '' : 'not '}worth another try`, async (t) => {
      const proxy = await startProxy(t, status);
      const { category, retryable, unsent, message } = await failure(t, NAME, new ProxyAgent(proxy.uri));
      assert.deepEqual(
        { category, retryable, unsent },
        { category: 'network', retryable: again, unsent: true },
      );
      assert.match(message, /^rds\.no-such-region\.aliyuncs\.com could not be reached: /);
      assert.match(message, words);
      assert.equal(proxy.asked(), 1);
    });
});
