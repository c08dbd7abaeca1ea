/** The breaker of an endpoint, in the caller of an account, over real sockets; only the clock is ours. */
import assert from 'node:assert/strict';
import type { RequestListener } from 'node:http';
import { describe, test, type TestContext } from 'node:test';
import { CloudError } from '../../../../src/cloud/error.ts';
import { callOf, openCaller } from '../../../support/caller.ts';
import { startServer } from '../../../support/server.ts';
import { until } from '../../../support/until.ts';

const SECOND = 1000;

const down: RequestListener = (_, response) => response.socket?.resetAndDestroy();
const well: RequestListener = (_, response) => response.end('{"ok":true}');
const refuse =
  (status: number, code: string): RequestListener =>
  (_, response) =>
    response.writeHead(status).end(JSON.stringify({ Code: code, Message: 'No.' }));

async function open(t: TestContext) {
  const time = { now: Date.UTC(2026, 10, 22, 9, 0, 0) };
  const answer = { with: down };
  const server = await startServer(t, (...exchange) => answer.with(...exchange));
  const { read, change, caller, lines } = openCaller(t, { clock: { now: () => time.now } });
  /** What came of one call, and how many requests it sent. */
  const ask = async (changing = false): Promise<[string, number]> => {
    const before = server.requests.length;
    const outcome = await (changing ? change : read)(server.origin).then(
      () => 'ok',
      (error: unknown) =>
        error instanceof CloudError ? (error.unsent ? 'turned away' : error.category) : 'odd',
    );
    return [outcome, server.requests.length - before];
  };
  const fail = async (times: number) => {
    for (let turn = 0; turn < times; turn += 1) await ask();
  };
  return { time, answer, server, read, change, caller, lines, ask, fail };
}

describe('an endpoint that fails', () => {
  test('is left alone after five operations in a row, and told of with what was wrong and until when', async (t) => {
    const { ask, fail, read, server, lines } = await open(t);
    await fail(4);
    assert.deepEqual(await ask(), ['network', 3], 'the fifth is still tried, with its retries');
    assert.deepEqual(await ask(), ['turned away', 0]);
    const { host } = new URL(server.origin);
    await assert.rejects(read(server.origin), (error: CloudError) => {
      const { category, retryable, reason, message } = error;
      assert.deepEqual([category, retryable], ['network', false]);
      assert.equal(reason.until, '2026-11-22T09:00:15Z');
      assert.ok(
        message.startsWith(`${host} has failed 5 times in a row and is asked again at 2026-11-22T09:00:15Z.`),
      );
      assert.match(message, /The last time: .*could not be reached/);
      return true;
    });
    assert.equal(lines.filter((line) => line.includes('left alone')).length, 1, 'the log says so once');
  });

  test('keeps category and code of what it answered last', async (t) => {
    const { answer, fail, read, server } = await open(t);
    answer.with = refuse(500, 'InternalError');
    await fail(5);
    await assert.rejects(read(server.origin), { category: 'server', code: 'InternalError', unsent: true });
  });

  test('is left alone by changes as well, which hear of it before anything is sent', async (t) => {
    const { ask, fail } = await open(t);
    await fail(5);
    assert.deepEqual(await ask(true), ['turned away', 0]);
  });

  test('for one region is left alone for that region only', async (t) => {
    const { answer, caller, server } = await open(t);
    answer.with = refuse(500, 'InternalError');
    const read = (region: string) =>
      caller.call(callOf(server.origin, false, region), new AbortController().signal);
    for (let turn = 0; turn < 5; turn += 1) await assert.rejects(read('ap-guangzhou'), { unsent: false });
    answer.with = well;
    assert.deepEqual(await read('ap-singapore'), { ok: true });
    const { host } = new URL(server.origin);
    await assert.rejects(read('ap-guangzhou'), (error: CloudError) => {
      assert.ok(error.unsent && error.message.startsWith(`${host} (ap-guangzhou) has failed 5 times`));
      return true;
    });
  });

  test('that cannot be reached is left alone for all its regions', async (t) => {
    const { answer, caller, server, fail } = await open(t);
    await fail(5);
    answer.with = well;
    const call = callOf(server.origin, false, 'ap-singapore');
    await assert.rejects(caller.call(call, new AbortController().signal), { unsent: true });
  });

  test('does not hold up another endpoint, nor another account', async (t) => {
    const { fail, read, server } = await open(t);
    await fail(5);
    const other = await startServer(t, well);
    assert.deepEqual(await read(other.origin), { ok: true });
    await assert.rejects(openCaller(t).read(server.origin), { unsent: false });
  });

  const answers = {
    'a success': well,
    'a refusal': refuse(403, 'Forbidden.RAM'),
    throttling: refuse(429, 'Throttling'),
  };
  for (const [title, reply] of Object.entries(answers))
    test(`is counted anew after ${title}: the endpoint is there`, async (t) => {
      const { answer, ask, fail } = await open(t);
      await fail(4);
      answer.with = reply;
      await ask();
      answer.with = down;
      await fail(4);
      assert.deepEqual(await ask(), ['network', 3]);
    });

  test('is asked again at once when a person wants that', async (t) => {
    const { answer, ask, fail, caller } = await open(t);
    await fail(5);
    answer.with = well;
    caller.forgive();
    assert.deepEqual(await ask(), ['ok', 1]);
  });
});

describe('after the pause', () => {
  test('one operation tries, the others wait outside; its success lets all in', async (t) => {
    const { time, answer, ask, fail, read, server } = await open(t);
    await fail(5);
    time.now += 14 * SECOND;
    assert.deepEqual(await ask(), ['turned away', 0]);
    time.now += SECOND;
    let release = (): void => undefined;
    answer.with = (_, response) => (release = () => response.end('{"ok":true}'));
    const before = server.requests.length;
    const trial = read(server.origin);
    await until(() => server.requests.length > before, 'the trial arrives');
    assert.deepEqual(await ask(), ['turned away', 0]);
    release();
    await trial;
    answer.with = well;
    assert.deepEqual(await ask(), ['ok', 1]);
  });

  test('a failed trial doubles it, up to five minutes', async (t) => {
    const { time, ask, fail } = await open(t);
    await fail(5);
    for (const seconds of [15, 30, 60, 120, 240, 300, 300]) {
      time.now += (seconds - 1) * SECOND;
      assert.deepEqual(await ask(), ['turned away', 0], `${seconds} s`);
      time.now += SECOND;
      assert.equal((await ask())[0], 'network', `${seconds} s`);
    }
  });

  test('a trial that is cancelled leaves its place to the next', async (t) => {
    const { time, answer, ask, fail, read, server } = await open(t);
    await fail(5);
    time.now += 15 * SECOND;
    answer.with = () => undefined;
    const controller = new AbortController();
    const before = server.requests.length;
    const trial = assert.rejects(read(server.origin, controller.signal), /cancelled by a test/);
    await until(() => server.requests.length > before, 'the trial arrives');
    controller.abort(new Error('cancelled by a test'));
    await trial;
    answer.with = well;
    assert.deepEqual(await ask(), ['ok', 1]);
  });

  test('a clock that is set back does not make it last', async (t) => {
    const { time, answer, ask, fail } = await open(t);
    await fail(5);
    time.now -= 3600 * SECOND;
    answer.with = well;
    assert.deepEqual(await ask(), ['ok', 1]);
  });

  test('those turned away in the moment when it comes back do not count as failures', async (t) => {
    const { time, answer, ask, fail, read, server } = await open(t);
    await fail(5);
    time.now += 15 * SECOND;
    answer.with = well;
    const crowd = await Promise.allSettled(Array.from({ length: 40 }, () => read(server.origin)));
    assert.ok(crowd.some(({ status }) => status === 'fulfilled'));
    for (let turn = 0; turn < 5; turn += 1) assert.deepEqual(await ask(), ['ok', 1]);
  });
});
