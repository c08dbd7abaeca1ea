import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import type { Effect } from '../../../src/sandbox/faults.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { Sandbox } from '../../../src/sandbox/sandbox.ts';
import {
  alibabaInstance,
  callAlibaba,
  callHuawei,
  signForAlibaba,
  textAt,
} from '../../support/sandboxCalls.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

function faulty(effect: Effect, times?: number): void {
  sandbox.faults.add({ match: {}, effect, ...(times !== undefined && { times }) });
}

function identity() {
  return callAlibaba(sandbox, 'GetCallerIdentity');
}

function enable() {
  const { id } = alibabaInstance(sandbox, 'web-sessions');
  return callAlibaba(sandbox, 'EnableBackupEncryption', { DBInstanceName: id });
}

function isOn(): boolean {
  return alibabaInstance(sandbox, 'web-sessions').encryption !== undefined;
}

/** A request whose body is left to the test. */
function open(signal: AbortSignal = AbortSignal.timeout(60_000)): Promise<Response> {
  const { method, path, headers } = signForAlibaba(sandbox, 'GetCallerIdentity');
  return fetch(sandbox.origin + path, { method, headers, signal });
}

describe('which requests a fault hits', () => {
  test('only those that fit, and only so many', async () => {
    const { id } = alibabaInstance(sandbox, 'orders-prod');
    const match = { provider: 'alibaba', operation: 'DescribeBackups', instanceId: id } as const;
    sandbox.faults.add({ match, times: 2, effect: { kind: 'status', status: 503 } });
    const ask = async (name: string) => {
      const DBInstanceId = alibabaInstance(sandbox, name).id;
      return (await callAlibaba(sandbox, 'DescribeBackups', { DBInstanceId })).status;
    };
    assert.equal(await ask('web-sessions'), 200);
    assert.deepEqual(
      [await ask('orders-prod'), await ask('orders-prod'), await ask('orders-prod')],
      [503, 503, 200],
    );
    assert.equal((await identity()).status, 200);
  });

  test('a share of them by the random numbers given', async () => {
    const numbers = [0.2, 0.8, 0.49, 0.5];
    const other = await startSandbox({ random: () => numbers.shift() ?? 1 });
    try {
      other.faults.add({ match: {}, probability: 0.5, effect: { kind: 'throttle' } });
      const statuses = [];
      for (let turn = 0; turn < 4; turn += 1)
        statuses.push((await callAlibaba(other, 'GetCallerIdentity')).status);
      assert.deepEqual(statuses, [400, 200, 400, 200]);
    } finally {
      await other.close();
    }
  });

  test('none after it was taken away', async () => {
    const remove = sandbox.faults.add({ match: {}, effect: { kind: 'status', status: 500 } });
    assert.equal((await identity()).status, 500);
    remove();
    assert.equal((await identity()).status, 200);
    faulty({ kind: 'status', status: 500 });
    sandbox.faults.clear();
    assert.equal((await identity()).status, 200);
  });
});

describe('what a fault does', () => {
  test("throttling in each cloud's own way", async () => {
    faulty({ kind: 'throttle', retryAfterMs: 1500 });
    const alibaba = await identity();
    assert.deepEqual([alibaba.status, alibaba.code], [400, 'Throttling.User']);
    assert.equal(alibaba.headers.get('x-acs-retry-after'), '1500');
    const huawei = await callHuawei(sandbox, 'GET', '/v3/auth/projects');
    assert.deepEqual([huawei.status, huawei.code], [429, 'APIGW.0308']);
    assert.equal(huawei.headers.get('retry-after'), '2');
  });

  test('an error with code and words', async () => {
    faulty({ kind: 'status', status: 503, code: 'ServiceUnavailable', message: 'Try later.' });
    const { status, code, body } = await identity();
    assert.deepEqual([status, code, textAt(body, 'Message')], [503, 'ServiceUnavailable', 'Try later.']);
  });

  test('an odd body', async () => {
    faulty({ kind: 'body', text: '<html>login</html>' });
    const response = await open();
    assert.equal(response.headers.get('content-type'), 'text/html');
    assert.equal(await response.text(), '<html>login</html>');
  });

  test('a cut before the effect, and one after it', async () => {
    faulty({ kind: 'resetBefore' }, 1);
    await assert.rejects(enable());
    assert.equal(isOn(), false);
    faulty({ kind: 'resetAfter' }, 1);
    await assert.rejects(enable());
    assert.equal(isOn(), true);
    assert.deepEqual(
      sandbox.requests.map(({ operation, changing, status }) => [operation, changing, status]),
      Array.from({ length: 2 }, () => ['EnableBackupEncryption', true, 0]),
    );
  });

  test('a reply that ends half-way', async () => {
    faulty({ kind: 'truncate' });
    const response = await open();
    assert.equal(response.status, 200);
    await assert.rejects(response.text());
  });

  test('no answer, or headers without a body', async () => {
    faulty({ kind: 'hang' }, 1);
    await assert.rejects(open(AbortSignal.timeout(100)), { name: 'TimeoutError' });
    faulty({ kind: 'headersThenSilence' }, 1);
    const controller = new AbortController();
    const response = await open(controller.signal);
    assert.equal(response.status, 200);
    setTimeout(() => controller.abort(), 100);
    await assert.rejects(response.text(), { name: 'AbortError' });
  });

  test('a body that drips, and one that swells', async () => {
    faulty({ kind: 'drip', everyMs: 1 }, 1);
    assert.match(await (await open()).text(), /AccountId/);
    faulty({ kind: 'gzipBomb', bytes: 3_000_000 }, 1);
    const response = await open();
    assert.ok(Number(response.headers.get('content-length')) < 30_000);
    assert.equal((await response.text()).length, 3_000_000);
  });

  test('a delay, and the operation all the same', async () => {
    faulty({ kind: 'latency', ms: 30 });
    const start = performance.now();
    assert.equal((await enable()).status, 200);
    assert.ok(performance.now() - start >= 29);
    assert.equal(isOn(), true);
  });
});

describe('closing', () => {
  test('frees the port at once, whatever still waits', async () => {
    faulty({ kind: 'hang' });
    const waiting = assert.rejects(open());
    while (sandbox.requests.length === 0) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();
    await waiting;
    const port = Number(new URL(sandbox.origin).port);
    await (await startSandbox({ port })).close();
  });
});
