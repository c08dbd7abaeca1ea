import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { CloudError } from '../../../src/cloud/error.ts';
import { Lease, type Grant } from '../../../src/cloud/lease.ts';
import { never } from '../../support/session.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A lease of numbered texts, and the clock it goes by. */
function openLease(life: number = HOUR) {
  const time = { now: 0 };
  const calls: { signal: AbortSignal; grant(): void; fail(error: Error): void }[] = [];
  const obtain = (signal: AbortSignal) => {
    const { promise, resolve, reject } = Promise.withResolvers<Grant<string>>();
    const value = `value ${calls.length + 1}`;
    signal.addEventListener('abort', () => reject(signal.reason as Error));
    calls.push({ signal, grant: () => resolve({ value, life, expiresAt: undefined }), fail: reject });
    return promise;
  };
  const lease = new Lease<string>({ clock: { now: () => time.now }, obtain });
  /** Gets a value, which is granted when it is asked for. */
  const get = async () => {
    const asked = calls.length;
    const got = lease.get(never);
    await turn();
    calls[asked]?.grant();
    return got;
  };
  return { lease, time, calls, get };
}

function failure(category: 'permission' | 'network'): CloudError {
  return new CloudError({ category, message: 'A test.' });
}

describe('a lease', () => {
  test('is kept until five minutes before its end, then had anew', async () => {
    const { time, get } = openLease();
    assert.equal(await get(), 'value 1');
    time.now = HOUR - 5 * MINUTE - 1;
    assert.equal(await get(), 'value 1');
    time.now = HOUR - 5 * MINUTE;
    assert.equal(await get(), 'value 2');
  });

  test('that lasts for a short time only is had anew after nine tenths of it', async () => {
    const { time, get } = openLease(10 * MINUTE);
    await get();
    time.now = 9 * MINUTE - 1;
    assert.equal(await get(), 'value 1');
    time.now = 9 * MINUTE;
    assert.equal(await get(), 'value 2');
  });

  for (const life of [0, -HOUR])
    test(`whose life is told as ${life} ms is not asked for with every request`, async () => {
      const { calls, get } = openLease(life);
      await get();
      await get();
      assert.equal(calls.length, 1);
    });

  test('is asked for once, whoever waits for it', async () => {
    const { lease, calls } = openLease();
    const waiting = Array.from({ length: 20 }, () => lease.get(never));
    await turn();
    calls[0]?.grant();
    assert.deepEqual(new Set(await Promise.all(waiting)), new Set(['value 1']));
    assert.equal(calls.length, 1);
  });

  test('comes to the others when one of them leaves; when the last one leaves, the request ends', async () => {
    const { lease, calls } = openLease();
    const [one, other] = [new AbortController(), new AbortController()];
    const first = lease.get(one.signal);
    const second = lease.get(other.signal);
    one.abort(new Error('the first left'));
    await assert.rejects(first, /the first left/);
    const ended = () => calls[0]?.signal.aborted;
    assert.equal(ended(), false);
    other.abort(new Error('the second left'));
    await assert.rejects(second, /the second left/);
    assert.equal(ended(), true);
    const third = lease.get(never);
    await turn();
    calls[1]?.grant();
    assert.equal(await third, 'value 2', 'whoever comes later asks anew');
  });

  test('is asked for again after a failure that passes', async () => {
    const { lease, calls, get } = openLease();
    const failed = lease.get(never);
    await turn();
    calls[0]?.fail(failure('network'));
    await assert.rejects(failed, { category: 'network' });
    assert.equal(await get(), 'value 2');
  });

  test('is not asked for again after one that does not, until that is forgiven', async () => {
    const { lease, calls, get } = openLease();
    const failed = lease.get(never);
    await turn();
    calls[0]?.fail(failure('permission'));
    await assert.rejects(failed, { category: 'permission' });
    await assert.rejects(lease.get(never), { category: 'permission' });
    assert.equal(calls.length, 1);
    lease.forgive();
    assert.equal(await get(), 'value 2');
  });
});

describe('a refused value', () => {
  test('that had worked is replaced, once for all who were refused with it', async () => {
    const { lease, calls, get } = openLease();
    const value = await get();
    lease.worked(value);
    assert.equal(lease.refused(value), true);
    assert.equal(lease.refused(value), true);
    assert.equal(await get(), 'value 2');
    assert.equal(lease.refused(value), true, 'it is the old one that was refused');
    assert.equal(await get(), 'value 2');
    assert.equal(calls.length, 2);
  });

  test('that never worked is not replaced, until that is forgiven', async () => {
    const { lease, calls, get } = openLease();
    const value = await get();
    assert.equal(lease.refused(value), false);
    assert.equal(await get(), value);
    assert.equal(calls.length, 1);
    lease.forgive();
    assert.equal(await get(), 'value 2');
  });

  test('is not replaced again and again, even if each one works for a while', async () => {
    const { lease, time, get } = openLease();
    lease.worked(await get());
    assert.equal(lease.refused('value 1'), true);
    lease.worked(await get());
    time.now = 5 * MINUTE - 1;
    assert.equal(lease.refused('value 2'), false);
    time.now = 5 * MINUTE;
    assert.equal(lease.refused('value 2'), true);
  });
});
