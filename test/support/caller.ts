import type { TestContext } from 'node:test';
import * as z from 'zod/mini';
import { errorReader } from '../../src/cloud/alibaba/errors.ts';
import { AccountCaller, type Call, type CallerOptions } from '../../src/cloud/transport/caller.ts';
import { Redactor } from '../../src/cloud/transport/redact.ts';
import { readReply } from '../../src/cloud/transport/reply.ts';
import { listingLog } from './log.ts';
import { openNetwork } from './network.ts';

const reply = z.object({ ok: z.boolean() });

/** The caller of one account over real sockets, without jitter unless told. */
export function openCaller(t: TestContext, options: Partial<CallerOptions> = {}) {
  const network = openNetwork();
  t.after(() => network.close());
  const log = listingLog();
  let used = 0;
  const caller = new AccountCaller({
    http: network.http,
    clock: { now: Date.now },
    random: () => 0,
    nonce: () => `nonce-${(used += 1)}`,
    log,
    redactor: new Redactor(),
    concurrency: () => 8,
    ...options,
  });
  const send = (origin: string, changing: boolean, signal = new AbortController().signal) =>
    caller.call(callOf(origin, changing), signal);
  return {
    caller,
    lines: log.lines,
    read: (origin: string, signal?: AbortSignal) => send(origin, false, signal),
    change: (origin: string, signal?: AbortSignal) => send(origin, true, signal),
  };
}

/** A call whose request tells the date and nonce that it was signed with. */
export function callOf(origin: string, changing = false, region?: string): Call<{ ok: boolean }> {
  return {
    operation: changing ? 'Change' : 'Read',
    origin,
    region,
    changing,
    sign: (date, nonce) => ({
      method: 'POST',
      path: '/?Action=Test',
      headers: { 'x-date': date.toISOString(), 'x-nonce': nonce, authorization: 'TEST Signature=abc' },
    }),
    parse: (answer) => readReply(reply, answer, errorReader('')),
  };
}
