import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CloudSession, Identity } from '../../../src/cloud/provider.ts';
import type { GuardedCaller } from '../../../src/cloud/transport/caller.ts';
import { guard } from '../../../src/fleet/accountSession.ts';
import { never } from '../../support/session.ts';

test('a failed proving call is told to all who waited for it, without another call', async () => {
  const calls: PromiseWithResolvers<Identity>[] = [];
  const prove = () => {
    const call = Promise.withResolvers<Identity>();
    calls.push(call);
    return call.promise;
  };
  const caller = { background: {}, clock: { now: () => 0 } } as GuardedCaller;
  const session = guard(() => ({ prove }) as Partial<CloudSession> as CloudSession, caller);
  const waiting = [session.prove(never), session.proven(never), session.prove(never), session.proven(never)];
  const failure = new Error('failed by a test');
  calls[0]?.reject(failure);
  for (const one of await Promise.allSettled(waiting)) assert.equal('reason' in one && one.reason, failure);
  assert.equal(calls.length, 1);
  const next = session.proven(never);
  assert.equal(calls.length, 2, 'whoever comes later asks anew');
  calls[1]?.resolve({ accountId: '1', principal: '' });
  assert.deepEqual(await next, await session.proven(never));
  assert.equal(calls.length, 2);
});
