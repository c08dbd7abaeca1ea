/** What of an error may be shown and logged. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CloudError, type CloudErrorDetails } from '../../../../src/cloud/error.ts';
import { logged, presentable } from '../../../../src/cloud/transport/presentable.ts';
import { Redactor } from '../../../../src/cloud/transport/redact.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const SECRET = 'S3cr3tNotReal';
/** So long that what follows it is where a message is cut, and that little of it is left. */
const TOKEN = 'tokenNotReal'.repeat(75);

function shown(details: Partial<CloudErrorDetails>): CloudError {
  const redactor = new Redactor();
  for (const secret of [SECRET, TOKEN]) redactor.register(secret);
  return presentable(new CloudError({ category: 'server', message: 'no', ...details }), redactor, NOW);
}

describe('of an error is shown', () => {
  for (const before of [88, 92, 96])
    test(`no part of a secret that a cut would halve, ${before} characters after a long token`, () => {
      const { message } = shown({ message: `${TOKEN}${'-'.repeat(before)}${SECRET} and more` });
      assert.equal(message, `[secret]${'-'.repeat(before)}[secret]`);
    });

  test('neither a code nor a request id with a secret in it, nor a cut one', () => {
    const { code, requestId } = shown({ code: `Code.${SECRET}`, requestId: `${'r'.repeat(95)}${SECRET}` });
    assert.deepEqual([code, requestId?.includes('S3c')], ['Code.[secret]', false]);
    assert.ok((requestId?.length ?? 0) <= 100);
  });

  test('nothing that was not said', () => {
    const { code, requestId, until, message } = shown({});
    assert.deepEqual([code, requestId, until, message], [undefined, undefined, undefined, 'no']);
  });

  test('nothing of what it was caused by: nobody has looked at that', () => {
    assert.equal(shown({ cause: new Error(SECRET) }).cause, undefined);
  });
});

describe('beside its words stands', () => {
  const DAY = 86_400_000;

  test('until when a cloud that is too busy asks to wait, a day at most', () => {
    const { message, until } = shown({ category: 'throttled', message: 'busy', retryAfterMs: 5_000 });
    assert.equal(until, '2026-01-01T00:00:05Z');
    assert.equal(message, 'busy The cloud asks to wait until 2026-01-01T00:00:05Z.');
    assert.equal(shown({ category: 'throttled', retryAfterMs: 9 * DAY }).until, '2026-01-02T00:00:00Z');
    assert.equal(shown({ category: 'throttled' }).until, undefined);
    assert.equal(shown({ category: 'server', retryAfterMs: 5_000 }).until, undefined);
  });

  test("how far off this computer's clock is, and to which side", () => {
    const told = (serverTime?: number) =>
      shown({ category: 'clock-skew', message: 'odd', serverTime }).message;
    assert.equal(told(NOW + 20 * 60_000), "odd This computer's clock is 20 minutes behind the cloud's.");
    assert.equal(told(NOW - 20 * 60_000), "odd This computer's clock is 20 minutes ahead of the cloud's.");
    assert.equal(told(), 'odd');
    assert.equal(shown({ category: 'server', message: 'odd', serverTime: NOW + 9_999_999 }).message, 'odd');
  });
});

test('the log has one line of it, with what there is', () => {
  assert.equal(logged(shown({ code: 'Code.One', requestId: 'req-1' })), 'server Code.One no (request req-1)');
  assert.equal(logged(shown({})), 'server no');
});
