import assert from 'node:assert/strict';
import type { RequestListener, ServerResponse } from 'node:http';
import { describe, test, type TestContext } from 'node:test';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { HttpReply } from '../../../../src/cloud/transport/message.ts';
import { atOnce } from '../../../support/atOnce.ts';
import { categoryOf } from '../../../support/failure.ts';
import { openNetwork } from '../../../support/network.ts';
import { serveProgram } from '../../../support/processes.ts';
import { closedOrigin, startServer } from '../../../support/server.ts';
import { never } from '../../../support/session.ts';
import { until } from '../../../support/until.ts';

const MIB = 1024 * 1024;

function answerZipped(response: ServerResponse, bytes: number): void {
  response.setHeader('Content-Encoding', 'gzip');
  response.end(gzipSync(Buffer.alloc(bytes, ' ')));
}

async function open(t: TestContext, answer: RequestListener) {
  const network = openNetwork();
  t.after(() => network.close());
  const server = await startServer(t, answer);
  const headers = { authorization: 'TEST Signature=abc' };
  const send = (signal = new AbortController().signal): Promise<HttpReply> =>
    network.http({ origin: server.origin, method: 'POST', path: '/', headers }, signal);
  return { server, send };
}

describe('the size of a reply', () => {
  test('is bounded at 2 MiB, counted after decompression', async (t) => {
    let bytes = 2 * MIB;
    const { send } = await open(t, (_, response) => answerZipped(response, bytes));
    assert.equal((await send()).text.length, 2 * MIB);
    bytes += 1;
    await assert.rejects(send(), { name: 'CloudError', category: 'unexpected-reply' });
  });

  test('a bomb is dropped as soon as it is too large, and takes little memory', async (t) => {
    const origin = await serveProgram(t, 'bomb.ts');
    const network = openNetwork();
    t.after(() => network.close());
    const before = process.memoryUsage().arrayBuffers;
    const sent = network.http({ origin, method: 'GET', path: '/', headers: {} }, never);
    await assert.rejects(sent, { category: 'unexpected-reply' });
    const grown = process.memoryUsage().arrayBuffers - before;
    assert.ok(grown < 32 * MIB, `${grown} bytes`);
  });

  test('one that never ends is dropped too', async (t) => {
    const { server, send } = await open(t, (_, response) => {
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, ' ')));
      };
      response.on('drain', more);
      more();
    });
    await assert.rejects(send(), { category: 'unexpected-reply' });
    await until(() => server.connections.open === 0, 'the connection is closed');
  });
});

describe('a compressed reply, which was not asked for,', () => {
  const text = `{"name":"${'ü'.repeat(50_000)}"}`;
  const codings = {
    gzip: gzipSync,
    'x-gzip': gzipSync,
    GZIP: gzipSync,
    deflate: deflateSync,
    br: brotliCompressSync,
  };
  for (const [coding, compress] of Object.entries(codings))
    test(`${coding}: is read`, async (t) => {
      const { send } = await open(t, (request, response) => {
        assert.equal(request.headers['accept-encoding'], undefined);
        response.writeHead(200, { 'Content-Encoding': coding }).end(compress(text));
      });
      assert.equal((await send()).text, text);
    });

  test('that is broken is a failure of the network, worth another try', async (t) => {
    const { send } = await open(t, (_, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(text).subarray(0, 100));
    });
    await assert.rejects(send(), { name: 'CloudError', category: 'network', retryable: true });
  });
});

test('a reply that is announced by 1xx, in pieces that cut letters, is read whole', async (t) => {
  const { send } = await open(t, (_, response) => {
    response.writeEarlyHints({ link: '</a>; rel=preload' });
    const bytes = Buffer.from('{"name":"ü"}');
    response.writeHead(200, { 'X-Request-Id': 'r1' });
    response.write(bytes.subarray(0, 10), () => setImmediate(() => response.end(bytes.subarray(10))));
  });
  const { status, headers, text } = await send();
  assert.deepEqual(
    [status, headers.get('x-request-id'), headers.get('x-none'), text],
    [200, 'r1', null, '{"name":"ü"}'],
  );
});

describe('redirects', () => {
  for (const status of [301, 302, 303, 307, 308]) {
    test(`${status}: are not followed, nothing reaches the other host`, async (t) => {
      const other = await startServer(t, (_, response) => response.end('{}'));
      const { server, send } = await open(t, (_, response) => {
        response.writeHead(status, { Location: `${other.origin}/` }).end();
      });
      assert.equal((await send()).status, status);
      assert.deepEqual([server.requests.length, other.requests.length], [1, 0]);
    });
  }
});

describe('cancelling', () => {
  const silences: Readonly<Record<string, RequestListener>> = {
    'before the headers': () => undefined,
    'in the body': (_, response) => {
      response.writeHead(200);
      response.write('{"a":');
    },
  };
  for (const [title, answer] of Object.entries(silences)) {
    test(`${title}: ends at once and frees the socket`, async (t) => {
      const { server, send } = await open(t, answer);
      const controller = new AbortController();
      const reason = new Error('cancelled by a test');
      const rejected = assert.rejects(send(controller.signal), reason);
      await until(() => server.requests.length === 1, 'the request is there');
      controller.abort(reason);
      await atOnce(rejected);
      await until(() => server.connections.open === 0, 'the socket is free');
    });
  }

  test('beforehand sends nothing', async (t) => {
    const { server, send } = await open(t, (_, response) => response.end());
    await assert.rejects(send(AbortSignal.abort(new Error('too late'))), /too late/);
    assert.equal(server.connections.opened, 0);
  });
});

describe('a network that fails', () => {
  test('says so, with the host and the code of the system, without secrets', async (t) => {
    const network = openNetwork();
    t.after(() => network.close());
    const origin = await closedOrigin();
    const request = {
      origin,
      method: 'POST',
      path: '/?Secret=hidden',
      headers: { authorization: 'hidden' },
    };
    await assert.rejects(network.http(request, new AbortController().signal), (error: Error) => {
      assert.equal(categoryOf(error), 'network');
      assert.match(error.message, /ECONNREFUSED/);
      assert.ok(error.message.includes(new URL(origin).host));
      assert.doesNotMatch(error.message, /hidden/);
      return true;
    });
  });

  test('before there was a connection, nothing was sent; on a connection, it may have been', async (t) => {
    const network = openNetwork();
    t.after(() => network.close());
    const request = { origin: await closedOrigin(), method: 'POST', path: '/', headers: {} };
    await assert.rejects(network.http(request, never), { unsent: true });
    const { send } = await open(t, (_, response) => response.socket?.resetAndDestroy());
    await assert.rejects(send(), { category: 'network', unsent: false });
  });

  const breaks: Readonly<Record<string, RequestListener>> = {
    'cut before the headers': (_, response) => response.socket?.resetAndDestroy(),
    'cut in the body': (_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('{"a":', () => response.socket?.destroy());
    },
    'headers that are none': (_, response) => response.socket?.end('SSH-2.0-OpenSSH\r\n'),
  };
  for (const [title, answer] of Object.entries(breaks)) {
    test(`${title}: network, worth another try`, async (t) => {
      const { send } = await open(t, answer);
      await assert.rejects(send(), { name: 'CloudError', category: 'network', retryable: true });
    });
  }
});

describe('connections', () => {
  test('are kept alive', async (t) => {
    const { server, send } = await open(t, (_, response) => response.end('{}'));
    for (let turn = 0; turn < 5; turn += 1) await send();
    assert.equal(server.requests.length, 5);
    assert.ok(server.connections.opened < 5, `${server.connections.opened} connections for 5 requests`);
  });

  test('are at most 32 to one origin', async (t) => {
    const waiting: ServerResponse[] = [];
    const { server, send } = await open(t, (_, response) => waiting.push(response));
    const sent = Array.from({ length: 50 }, () => send());
    await until(() => waiting.length >= 32, 'as many as may be');
    while (server.requests.length < 50 || waiting.length > 0) {
      waiting.shift()?.end('{}');
      await until(() => waiting.length > 0 || server.requests.length === 50, 'the next one');
    }
    await Promise.all(sent);
    assert.ok(server.connections.most <= 32, `${server.connections.most} at once`);
  });
});
