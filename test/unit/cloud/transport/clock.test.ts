import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { openCaller } from '../../../support/caller.ts';
import { startServer } from '../../../support/server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A server whose clock is ahead of ours and that refuses dates more than 15 minutes off, as both clouds do. */
async function openAhead(t: TestContext, ahead: number, told = ahead) {
  const server = await startServer(t, (request, response) => {
    const off = Date.parse(String(request.headers['x-date'])) - (Date.now() + ahead);
    const fits = Math.abs(off) <= 15 * MINUTE;
    response.sendDate = false;
    if (Number.isFinite(told)) response.setHeader('Date', new Date(Date.now() + told).toUTCString());
    if (!fits) response.statusCode = 400;
    response.end(fits ? '{"ok":true}' : '{"Code":"InvalidTimeStamp.Expired","Message":"expired"}');
  });
  return { server, ...openCaller(t) };
}

describe("a computer's clock that is wrong", () => {
  for (const ahead of [20 * MINUTE, -20 * MINUTE, DAY]) {
    test(`by ${ahead / MINUTE} minutes is corrected once, and for good`, async (t) => {
      const { server, read, change } = await openAhead(t, ahead);
      assert.deepEqual(await read(server.origin), { ok: true });
      assert.equal(server.requests.length, 2);
      assert.deepEqual(await read(server.origin), { ok: true });
      assert.deepEqual(await change(server.origin), { ok: true });
      assert.equal(server.requests.length, 4);
    });
  }

  test('is corrected for all requests that were under way', async (t) => {
    const { server, read } = await openAhead(t, DAY);
    const answers = await Promise.all(Array.from({ length: 6 }, () => read(server.origin)));
    assert.equal(answers.length, 6);
    assert.ok(server.requests.length <= 12);
  });

  test('is not corrected by an absurd Date, or without one', async (t) => {
    for (const told of [10 * 365 * DAY, -40 * DAY, undefined]) {
      const { server, read } = await openAhead(t, DAY, told ?? NaN);
      await assert.rejects(read(server.origin), { category: 'clock-skew' });
      assert.equal(server.requests.length, 1);
    }
  });

  test('is tried again only once when the correction does not help', async (t) => {
    const { server, read } = await openAhead(t, DAY, 2 * DAY);
    await assert.rejects(read(server.origin), { category: 'clock-skew' });
    assert.equal(server.requests.length, 2);
  });

  test('never makes a change be sent twice', async (t) => {
    const { server, change } = await openAhead(t, DAY);
    await assert.rejects(change(server.origin), { category: 'clock-skew' });
    assert.equal(server.requests.length, 1);
  });
});

describe('a clock that is told off later', () => {
  for (const before of [1, 2])
    test(`after ${before} throttled attempts: is corrected all the same`, async (t) => {
      const server = await startServer(t, (request, response) => {
        const off = Date.parse(String(request.headers['x-date'])) - (Date.now() + DAY);
        response.setHeader('Date', new Date(Date.now() + DAY).toUTCString());
        const code = server.requests.length <= before ? 'Throttling' : 'InvalidTimeStamp.Expired';
        const fits = server.requests.length > before && Math.abs(off) <= 15 * MINUTE;
        response.statusCode = fits ? 200 : 400;
        response.end(fits ? '{"ok":true}' : `{"Code":"${code}","Message":"A test."}`);
      });
      const { read, lines } = openCaller(t);
      assert.deepEqual(await read(server.origin), { ok: true });
      assert.equal(server.requests.length, before + 2);
      assert.ok(lines.some((line) => line.includes("clock is 1440 minutes behind the cloud's")));
    });

  test('by a change: is not sent again, but the next call has the right time', async (t) => {
    const { server, read, change } = await openAhead(t, -2 * DAY);
    await assert.rejects(change(server.origin), { category: 'clock-skew' });
    assert.deepEqual(await read(server.origin), { ok: true });
    assert.equal(server.requests.length, 2);
  });
});
