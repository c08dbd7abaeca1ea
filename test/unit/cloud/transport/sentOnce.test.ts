/** What the way in which requests leave does by itself, counted at a server over real sockets. */
import assert from 'node:assert/strict';
import { text } from 'node:stream/consumers';
import { describe, test } from 'node:test';
import { Agent, buildConnector } from 'undici';
import { createHttp } from '../../../../src/cloud/transport/http.ts';
import { openCaller } from '../../../support/caller.ts';
import { openNetwork } from '../../../support/network.ts';
import { startServer } from '../../../support/server.ts';
import { never } from '../../../support/session.ts';

describe('a request', () => {
  const request = {
    method: 'POST',
    path: '/?Action=Test',
    headers: { 'content-type': 'application/json' },
  };

  for (const body of [undefined, '{"a":"ü"}'])
    test(`a change ${body ? 'with' : 'without'} a body that is answered 421 is sent once, and not made`, async (t) => {
      const server = await startServer(t, (_, response) => response.writeHead(421).end('{}'));
      const network = openNetwork();
      t.after(() => network.close());
      const sent = { ...request, origin: server.origin, ...(body && { body }) };
      await assert.rejects(network.http(sent, never), {
        category: 'network',
        httpStatus: 421,
        unsent: true,
      });
      assert.equal(server.requests.length, 1);
    });

  test('arrives whole, with the length of its body', async (t) => {
    const bodies: string[] = [];
    const server = await startServer(t, (incoming, response) => {
      void text(incoming).then((body) => {
        const { 'content-length': length, 'transfer-encoding': coding } = incoming.headers;
        bodies.push([body, length, coding].join(' '));
        response.end('{}');
      });
    });
    const network = openNetwork();
    t.after(() => network.close());
    for (const body of [undefined, '{"a":"ü"}'])
      await network.http({ ...request, origin: server.origin, ...(body && { body }) }, never);
    assert.deepEqual(bodies, [' 0 ', '{"a":"ü"} 10 ']);
  });

  test('a read that is answered 421 is tried again', async (t) => {
    const server = await startServer(t, (_, response) =>
      server.requests.length < 3 ? response.writeHead(421).end() : response.end('{"ok":true}'),
    );
    const network = openNetwork();
    t.after(() => network.close());
    assert.deepEqual(await openCaller(t, { http: network.http }).read(server.origin), { ok: true });
    assert.equal(server.requests.length, 3);
  });

  for (const length of [17_000, 102_400, 256 * 1024])
    test(`a header of ${length} characters is read`, async (t) => {
      const server = await startServer(t, (_, response) =>
        response.writeHead(201, { 'x-subject-token': 'T'.repeat(length) }).end('{}'),
      );
      const network = openNetwork();
      t.after(() => network.close());
      const { headers } = await network.http({ ...request, origin: server.origin }, never);
      assert.equal(headers.get('x-subject-token')?.length, length);
    });

  test('headers that are too long are said to be, and asked for once', async (t) => {
    const server = await startServer(t, (_, response) =>
      response.writeHead(201, { 'x-subject-token': 'T'.repeat(600 * 1024) }).end('{}'),
    );
    const network = openNetwork();
    t.after(() => network.close());
    await assert.rejects(openCaller(t, { http: network.http }).read(server.origin), {
      category: 'unexpected-reply',
      message: /headers that are too long/,
    });
    assert.equal(server.requests.length, 1);
  });

  test('on a connection that the server has just closed is sent once at most, and not by itself again', async (t) => {
    const server = await startServer(t, (incoming, response) => {
      if (server.requests.length === 1) response.end('{}');
      else incoming.socket.destroy();
    });
    const network = openNetwork();
    t.after(() => network.close());
    const sent = { ...request, origin: server.origin };
    await network.http(sent, never);
    await assert.rejects(network.http(sent, never), { category: 'network', retryable: true, unsent: false });
    assert.equal(server.requests.length, 2);
  });

  test('that is given up while it waits for its connection is never sent', async (t) => {
    const server = await startServer(t, (_, response) => response.end('{}'));
    const connected = Promise.withResolvers();
    const connect = buildConnector({});
    const agent = new Agent({
      connect: (target, done) => {
        void connected.promise.then(() => {
          connect(target, done);
        });
      },
    });
    t.after(() => agent.destroy());
    const http = createHttp(() => Promise.resolve(agent));
    const controller = new AbortController();
    const send = (signal: AbortSignal) => http({ ...request, origin: server.origin }, signal);
    const [given, kept] = [send(controller.signal), send(never)];
    controller.abort(new Error('given up'));
    await assert.rejects(given, /given up/);
    connected.resolve(undefined);
    await kept;
    assert.equal(server.requests.length, 1);
  });
});
