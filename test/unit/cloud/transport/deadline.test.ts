import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { Deadline } from '../../../../src/cloud/transport/deadline.ts';
import { openNetwork } from '../../../support/network.ts';
import { startServer } from '../../../support/server.ts';
import { never } from '../../../support/session.ts';
import { stopTime } from '../../../support/time.ts';
import { until } from '../../../support/until.ts';

const late = () => new Error('too late');

function open(t: TestContext, milliseconds: number, outer = never): Deadline {
  const deadline = new Deadline(outer, milliseconds, late);
  t.after(() => deadline.end());
  return deadline;
}

describe('the time that one operation has', () => {
  test('ends a body that drips for ever, and frees the socket', async (t) => {
    const server = await startServer(t, (_, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const network = openNetwork();
    t.after(() => network.close());
    const deadline = open(t, 300);
    deadline.run();
    const request = { origin: server.origin, method: 'GET', path: '/', headers: {} };
    await assert.rejects(network.http(request, deadline.signal), /too late/);
    await until(() => server.connections.open === 0, 'the socket is free');
  });

  test('does not pass while it waits for its turn', async (t) => {
    const pass = stopTime(t);
    let now = 0;
    t.mock.method(performance, 'now', () => now);
    const deadline = open(t, 10_000);
    await pass(20_000);
    assert.equal(deadline.signal.aborted, false, 'not before it runs');
    deadline.run();
    now += 6_000;
    deadline.pause();
    await pass(20_000);
    assert.equal(deadline.signal.aborted, false, 'not while it is paused');
    deadline.run();
    await pass(3_900);
    assert.equal(deadline.signal.aborted, false, 'what is left of it passes');
    await pass(100);
    assert.throws(() => deadline.signal.throwIfAborted(), /too late/);
  });

  test('ends with the one who asked, for his reason', (t) => {
    const controller = new AbortController();
    const deadline = open(t, 60_000, controller.signal);
    controller.abort(new Error('cancelled by a test'));
    assert.throws(() => deadline.signal.throwIfAborted(), /cancelled by a test/);
    assert.ok(open(t, 60_000, controller.signal).signal.aborted, 'also when he did so before');
  });

  test('is over when the operation is', async (t) => {
    const controller = new AbortController();
    const pass = stopTime(t);
    const deadline = open(t, 100, controller.signal);
    deadline.run();
    deadline.end();
    controller.abort();
    await pass(1000);
    assert.equal(deadline.signal.aborted, false);
  });
});
