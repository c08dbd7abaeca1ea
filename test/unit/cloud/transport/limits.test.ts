import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, test } from 'node:test';
import { openCaller } from '../../../support/caller.ts';
import { categoryOf } from '../../../support/failure.ts';
import { openNetwork } from '../../../support/network.ts';
import { startServer } from '../../../support/server.ts';
import { stopTime } from '../../../support/time.ts';

/** Looks on without letting any timer fire. */
async function untilStill(holds: () => boolean): Promise<void> {
  for (let turns = 0; turns < 100_000 && !holds(); turns += 1) await turn();
  assert.ok(holds());
}

function throttle(response: ServerResponse, headers: Record<string, string>): void {
  response.writeHead(429, headers).end('{"Code":"Throttling","Message":"Slow down."}');
}

describe('the time limits', () => {
  test('an attempt ends after 10 s without headers, and its socket is free', async (t) => {
    const server = await startServer(t, () => undefined);
    const network = openNetwork();
    t.after(() => network.close());
    const pass = stopTime(t);
    let ended: unknown;
    const { signal } = new AbortController();
    const request = { origin: server.origin, method: 'GET', path: '/', headers: {} };
    network.http(request, signal).catch((error: unknown) => (ended = error));
    await untilStill(() => server.requests.length === 1);
    await pass(9_800);
    assert.equal(ended, undefined);
    await pass(400);
    await untilStill(() => server.connections.open === 0);
    await untilStill(() => ended !== undefined);
    assert.equal(categoryOf(ended), 'network');
    assert.match(String(ended), /10 s/);
  });

  test('a read ends after 30 s, whatever it still tries', async (t) => {
    const server = await startServer(t, () => undefined);
    const { read } = openCaller(t);
    const pass = stopTime(t);
    let ended: unknown;
    read(server.origin).catch((error: unknown) => (ended = error));
    for (const attempt of [1, 2, 3]) {
      await untilStill(() => server.requests.length === attempt);
      assert.equal(ended, undefined);
      await pass(9_900);
      if (attempt < 3) await pass(200);
    }
    await pass(300);
    await untilStill(() => ended !== undefined);
    assert.equal(categoryOf(ended), 'network');
    assert.equal(server.requests.length, 3);
    await untilStill(() => server.connections.open === 0);
  });

  test('a change that gets no answer ends after 10 s and was sent once', async (t) => {
    const server = await startServer(t, () => undefined);
    const { change } = openCaller(t);
    const pass = stopTime(t);
    let ended: unknown;
    change(server.origin).catch((error: unknown) => (ended = error));
    await untilStill(() => server.requests.length === 1);
    await pass(10_200);
    await untilStill(() => ended !== undefined);
    assert.equal(categoryOf(ended), 'network');
    await pass(30_000);
    assert.equal(server.requests.length, 1);
  });
});

describe('a read that waits to be tried again', () => {
  test('has its 30 s still when others were before it for longer than that', async (t) => {
    const server = await startServer(t, (_, response) => {
      if (server.requests.length === 1) throttle(response, { 'x-acs-retry-after': '1000' });
      else if (server.requests.length === 6) response.end('{"ok":true}');
      // The changes in between are never answered, and end after 10 s each.
    });
    const { read, change } = openCaller(t, { concurrency: () => 1 });
    const pass = stopTime(t);
    let answer: unknown;
    read(server.origin).then(
      (reply) => (answer = reply),
      (error: unknown) => (answer = error),
    );
    await untilStill(() => server.requests.length === 1);
    const others = Array.from({ length: 4 }, () => assert.rejects(change(server.origin)));
    for (const arrived of [2, 3, 4, 5]) {
      await untilStill(() => server.requests.length === arrived);
      await pass(10_200);
    }
    await Promise.all(others);
    await untilStill(() => server.requests.length === 6);
    await untilStill(() => answer !== undefined);
    assert.deepEqual(answer, { ok: true });
  });
});

describe('the wait that a server asks for', () => {
  const soon = 'Sat, 21 Nov 2026 10:00:03 GMT';
  const cases: readonly { headers: Record<string, string>; wait: number }[] = [
    { headers: { 'x-acs-retry-after': '1500' }, wait: 1500 },
    { headers: { 'retry-after': '2' }, wait: 2000 },
    { headers: { 'retry-after': soon, date: 'Sat, 21 Nov 2026 10:00:00 GMT' }, wait: 3000 },
    { headers: { 'retry-after': '999999' }, wait: 10_000 },
    { headers: { 'x-acs-retry-after': '99999999' }, wait: 10_000 },
    { headers: { 'retry-after': soon, date: 'Sat, 21 Nov 2026 11:00:00 GMT' }, wait: 0 },
    { headers: { 'retry-after': '0' }, wait: 0 },
    { headers: { 'retry-after': '-5' }, wait: 0 },
    { headers: { 'retry-after': 'soon' }, wait: 0 },
    { headers: {}, wait: 0 },
  ];
  for (const { headers, wait } of cases) {
    test(`${JSON.stringify(headers)}: ${wait} ms`, async (t) => {
      const server = await startServer(t, (_, response) =>
        server.requests.length === 1 ? throttle(response, headers) : response.end('{"ok":true}'),
      );
      const { read, lines } = openCaller(t);
      const pass = stopTime(t);
      let ended = false;
      const reading = read(server.origin).then(() => (ended = true));
      await untilStill(() => lines.length > 0);
      if (wait > 0) {
        await pass(wait - 200);
        assert.equal(server.requests.length, 1, 'not before');
      }
      await pass(300);
      await untilStill(() => ended);
      await reading;
      assert.equal(server.requests.length, 2);
    });
  }

  test('is spread by full jitter on top', async (t) => {
    const server = await startServer(t, (_, response) =>
      server.requests.length === 1
        ? throttle(response, { 'x-acs-retry-after': '1000' })
        : response.end('{"ok":true}'),
    );
    const { read, lines } = openCaller(t, { random: () => 0.999 });
    const pass = stopTime(t);
    const reading = read(server.origin);
    await untilStill(() => lines.length > 0);
    await pass(1100);
    assert.equal(server.requests.length, 1, 'later than the others that were told the same');
    await pass(10_000);
    await reading;
  });
});
