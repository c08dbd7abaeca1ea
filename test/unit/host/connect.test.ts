/** Connections taken out of requests of `node:https`, here as Node makes them: proxies and VS Code are in test/host. */
import assert from 'node:assert/strict';
import https from 'node:https';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { before, after, describe, test, type TestContext } from 'node:test';
import { createAgent } from '../../../src/cloud/transport/agent.ts';
import { createHttp } from '../../../src/cloud/transport/http.ts';
import { connectAsHost } from '../../../src/host/connect.ts';
import { makeCertificate, readCertificate } from '../../support/certificates.ts';
import { startFront } from '../../support/front.ts';
import { startServer } from '../../support/server.ts';
import { never } from '../../support/session.ts';
import { until } from '../../support/until.ts';
import { makeTemporaryFolder, removeTemporaryFolder } from '../../workbench/temporary.ts';

const { options } = https.globalAgent;
let folder: string;

before(async () => {
  folder = await makeTemporaryFolder();
  options.ca = await readFile(await makeCertificate(folder, 'Company'), 'utf8');
  await makeCertificate(folder, 'Stranger');
});
after(() => {
  delete options.ca;
  removeTemporaryFolder(folder);
});

async function open(t: TestContext, authority: string) {
  const server = await startServer(t, (_, response) => response.end('{"ok":true}'));
  const front = await startFront(server.origin, {
    address: '127.0.0.1',
    certificate: await readCertificate(folder, authority),
  });
  t.after(() => {
    front.close();
  });
  const agent = createAgent(connectAsHost);
  t.after(() => agent.destroy());
  const http = createHttp(() => Promise.resolve(agent));
  const send = (origin = front.origin) => http({ origin, method: 'POST', path: '/x', headers: {} }, never);
  return { server, front, send };
}

describe('a connection made as the host makes it', () => {
  test('takes one request after the other, and nothing but these', async (t) => {
    const { server, front, send } = await open(t, 'Company');
    for (let turn = 0; turn < 5; turn += 1) assert.equal((await send()).text, '{"ok":true}');
    assert.equal(server.requests.length, 5);
    assert.ok(server.connections.opened < 5, 'they are kept alive');
    assert.equal(front.received().match(/HTTP\/1\.1\r\n/g)?.length, 5);
    assert.deepEqual(Object.keys(https.globalAgent.sockets), [], 'it has left its agent');
  });

  test('is not made with a certificate that is not trusted', async (t) => {
    const { front, send } = await open(t, 'Stranger');
    await assert.rejects(send(), { category: 'network', unsent: true, message: /VERIFY|CERT/ });
    assert.equal(front.received(), '');
  });

  test('is not made with a certificate of another host', async (t) => {
    const { front, send } = await open(t, 'Company');
    await assert.rejects(send(front.origin.replace('127.0.0.1', 'localhost')), {
      category: 'network',
      unsent: true,
      message: /ERR_TLS_CERT_ALTNAME_INVALID/,
    });
    assert.equal(front.received(), '');
  });

  test('that ends is made anew', async (t) => {
    const { server, send } = await open(t, 'Company');
    await send();
    server.requests[0]?.socket.destroy();
    await until(() => server.connections.open === 0, 'it has ended');
    const again = await send().catch(() => send()); // whoever asks at that very moment finds it out
    assert.equal(again.text, '{"ok":true}');
    assert.ok(server.connections.opened >= 2);
  });

  test('is none that somebody else has left', async (t) => {
    const { server, front, send } = await open(t, 'Company');
    await new Promise((resolve, reject) => {
      https.get(front.origin, (response) => response.resume().on('end', resolve)).on('error', reject);
    });
    await until(() => Object.keys(https.globalAgent.freeSockets).length === 1, 'one is left');
    await send();
    assert.deepEqual([server.requests.length, server.connections.opened], [2, 2]);
  });

  test('that breaks before it is encrypted is no connection: nothing was sent', async (t) => {
    const { send } = await open(t, 'Company');
    const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1');
    t.after(() => server.close());
    await until(() => server.listening, 'it listens');
    const { port } = server.address() as { port: number };
    await assert.rejects(send(`https://127.0.0.1:${port}`), { category: 'network', unsent: true });
  });
});
