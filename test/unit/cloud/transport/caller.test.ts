import assert from 'node:assert/strict';
import type { RequestListener, ServerResponse } from 'node:http';
import { describe, test } from 'node:test';
import { atOnce } from '../../../support/atOnce.ts';
import { callOf, openCaller } from '../../../support/caller.ts';
import { categoryOf } from '../../../support/failure.ts';
import { startServer, type TestServer } from '../../../support/server.ts';

function fail(response: ServerResponse, status: number, code: string, headers: Record<string, string> = {}) {
  response
    .writeHead(status, headers)
    .end(JSON.stringify({ Code: code, Message: 'A test.', RequestId: 'R-1' }));
}

function succeed(response: ServerResponse): void {
  response.end('{"ok":true}');
}

function headersOf({ requests }: TestServer, name: string): unknown[] {
  return requests.map(({ headers }) => headers[name]);
}

const TROUBLE: Readonly<Record<string, RequestListener>> = {
  'HTTP 500': (_, response) => fail(response, 500, 'InternalError'),
  throttling: (_, response) => fail(response, 400, 'Throttling.User'),
  reset: (_, response) => response.socket?.resetAndDestroy(),
};

describe('reads', () => {
  for (const [title, answer] of Object.entries(TROUBLE)) {
    test(`${title}: three attempts, each signed anew`, async (t) => {
      const server = await startServer(t, answer);
      const { read } = openCaller(t);
      await assert.rejects(read(server.origin), { name: 'CloudError' });
      const nonces = headersOf(server, 'x-nonce');
      assert.deepEqual([nonces.length, new Set(nonces).size], [3, 3]);
    });
  }

  test('end with the first success', async (t) => {
    const server = await startServer(t, (_, response) =>
      server.requests.length < 2 ? fail(response, 503, 'ServiceUnavailable') : succeed(response),
    );
    assert.deepEqual(await openCaller(t).read(server.origin), { ok: true });
    assert.equal(server.requests.length, 2);
  });

  const final = { 'Forbidden.RAM': 403, InvalidParameter: 400, 'InvalidDBInstanceId.NotFound': 404 };
  for (const [code, status] of Object.entries(final)) {
    test(`${code}: one attempt, since another would change nothing`, async (t) => {
      const server = await startServer(t, (_, response) => fail(response, status, code));
      await assert.rejects(openCaller(t).read(server.origin), { code, requestId: 'R-1' });
      assert.equal(server.requests.length, 1);
    });
  }

  test('odd replies: one attempt, unexpected-reply', async (t) => {
    const bodies = ['', '<html>login</html>', '{"ok":', '{"ok":"yes"}', '[]', 'null', '{"ok":1}'];
    const server = await startServer(t, (_, response) => response.end(bodies[server.requests.length - 1]));
    const { read } = openCaller(t);
    for (const body of bodies)
      await assert.rejects(read(server.origin), { category: 'unexpected-reply' }, body);
    assert.equal(server.requests.length, bodies.length);
  });

  test('within a budget: a cloud that asks to go slower is not asked three times as much', async (t) => {
    const server = await startServer(t, (_, response) => fail(response, 429, 'Throttling'));
    const { read } = openCaller(t);
    const reads = Array.from({ length: 60 }, () => assert.rejects(read(server.origin)));
    await Promise.all(reads);
    assert.ok(server.requests.length >= 62, 'some are tried again');
    assert.ok(server.requests.length <= 90, `${server.requests.length} requests for 60 reads`);
  });

  test('no more at once than the setting says', async (t) => {
    let [now, most] = [0, 0];
    const server = await startServer(t, (_, response) => {
      most = Math.max(most, (now += 1));
      setTimeout(() => {
        now -= 1;
        succeed(response);
      }, 5);
    });
    const { read } = openCaller(t, { concurrency: () => 3 });
    await Promise.all(Array.from({ length: 12 }, () => read(server.origin)));
    assert.equal(most, 3);
  });
});

describe('changes', () => {
  for (const [title, answer] of Object.entries(TROUBLE)) {
    test(`${title}: are sent exactly once`, async (t) => {
      const server = await startServer(t, answer);
      await assert.rejects(openCaller(t).change(server.origin), { name: 'CloudError' });
      assert.equal(server.requests.length, 1);
    });
  }

  test('are sent exactly once over a kept connection that the server closes meanwhile', async (t) => {
    const server = await startServer(t, (_, response) =>
      server.requests.length === 1 ? succeed(response) : response.socket?.destroy(),
    );
    const { read, change } = openCaller(t);
    await read(server.origin);
    await assert.rejects(change(server.origin), { category: 'network' });
    assert.equal(server.requests.length, 2);
  });
});

test('background calls that wait for their turn let the others go first', async (t) => {
  const held = Promise.withResolvers<string>();
  const asked: string[] = [];
  const server = await startServer(t, (request, response) => {
    asked.push(request.headers['x-name'] as string);
    void held.promise.then((body) => response.end(body));
  });
  const { caller } = openCaller(t, { concurrency: () => 1 });
  const { signal } = new AbortController();
  const call = (name: string) => {
    const plain = callOf(server.origin);
    const sign = (date: Date, nonce: string) => {
      const request = plain.sign(date, nonce);
      return { ...request, headers: { ...request.headers, 'x-name': name } };
    };
    return { ...plain, sign };
  };
  const calls = [
    caller.call(call('first'), signal),
    caller.background.call(call('background'), signal),
    caller.call(call('person'), signal),
  ];
  held.resolve('{"ok":true}');
  await Promise.all(calls);
  assert.deepEqual(asked, ['first', 'person', 'background']);
});

describe('refused credentials', () => {
  test('stop everything of the account, also what was waiting, until forgiven', async (t) => {
    const server = await startServer(t, (_, response) => fail(response, 404, 'InvalidAccessKeyId.NotFound'));
    const { caller, read, change } = openCaller(t, { concurrency: () => 2 });
    const calls = [...Array.from({ length: 20 }, () => read(server.origin)), change(server.origin)];
    const outcomes = await Promise.allSettled(calls);
    assert.ok(server.requests.length <= 2, `${server.requests.length} requests`);
    for (const outcome of outcomes) {
      assert.ok(outcome.status === 'rejected');
      assert.equal(categoryOf(outcome.reason), 'credentials');
    }
    const sent = server.requests.length;
    caller.forgive();
    await assert.rejects(read(server.origin), { code: 'InvalidAccessKeyId.NotFound' });
    await assert.rejects(read(server.origin), { code: 'InvalidAccessKeyId.NotFound' });
    assert.equal(server.requests.length, sent + 1);
  });

  test('of one account do not stop another', async (t) => {
    const server = await startServer(t, (_, response) =>
      server.requests.length === 1 ? fail(response, 400, 'SignatureDoesNotMatch') : succeed(response),
    );
    await assert.rejects(openCaller(t).read(server.origin), { category: 'credentials' });
    assert.deepEqual(await openCaller(t).read(server.origin), { ok: true });
  });
});

describe('a cancelled call', () => {
  test('that waits for its turn, or to try again, ends at once and sends nothing more', async (t) => {
    const server = await startServer(t, (_, response) =>
      fail(response, 503, 'Throttling', { 'x-acs-retry-after': '9000' }),
    );
    const { read } = openCaller(t, { concurrency: () => 1 });
    const controller = new AbortController();
    const reason = new Error('cancelled by a test');
    const calls = Array.from({ length: 5 }, () =>
      assert.rejects(read(server.origin, controller.signal), reason),
    );
    while (server.requests.length < 2) await new Promise((resolve) => setImmediate(resolve));
    controller.abort(reason);
    await atOnce(Promise.all(calls));
    assert.ok(server.requests.length <= 5, 'none was tried again');
  });
});
