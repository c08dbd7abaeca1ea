import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { errorReader } from '../../../src/cloud/alibaba/errors.ts';
import { CloudError } from '../../../src/cloud/error.ts';
import { AccountCaller } from '../../../src/cloud/transport/caller.ts';
import { Redactor } from '../../../src/cloud/transport/redact.ts';
import { readReply } from '../../../src/cloud/transport/reply.ts';
import { plainText } from '../../../src/domain/text.ts';
import { listingLog } from '../../support/log.ts';
import { always, alwaysAsync, FUZZ_SEED, oddText } from '../../support/fuzz.ts';
import { never } from '../../support/session.ts';

/** Long enough that a part of one in a text is no accident. */
const secret = fc.stringMatching(/^[A-Za-z0-9+/=]{16,60}$/);
const secrets = fc.oneof(
  fc.array(secret, { minLength: 1, maxLength: 3 }),
  // One that holds another, and one that begins as another ends.
  fc.tuple(secret, secret).map(([first, second]) => [first, first + second, second.slice(-12) + first]),
);
const SHORTEST_PART = 12;

/** Whether a text holds a part of a secret that is long enough to matter. */
function leak(text: string, registered: readonly string[]): string | undefined {
  return registered
    .flatMap((whole) =>
      Array.from({ length: whole.length - SHORTEST_PART + 1 }, (_, at) =>
        whole.slice(at, at + SHORTEST_PART),
      ),
    )
    .find((part) => text.includes(part));
}

function redactorOf(registered: readonly string[]): Redactor {
  const redactor = new Redactor();
  for (const one of registered) redactor.register(one);
  return redactor;
}

describe(`secrets in what is written, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('no registered secret survives, wherever it stands', () => {
    always(
      fc.tuple(secrets, fc.array(oddText, { minLength: 2, maxLength: 4 })),
      8_000,
      ([registered, texts]) => {
        const whole = texts.join(registered[0]) + registered.join(' ');
        assert.equal(leak(redactorOf(registered).redact(whole), registered), undefined);
      },
    );
  });

  const spelling = fc.constantFrom<(text: string) => string>(
    (text) => text,
    (text) => text.replaceAll('/', '\\/'),
    (text) => encodeURIComponent(text),
  );
  const place = fc.constantFrom('Message', 'Code', 'RequestId', 'Other');
  const cut = fc.oneof(fc.nat(1100), fc.integer({ min: 40, max: 110 }), fc.integer({ min: 250, max: 310 }));
  test('nor in an error that a gateway echoes it in, also where the text is cut', () =>
    alwaysAsync(
      fc.tuple(secrets, spelling, place, cut),
      6_000,
      async ([registered, spell, member, before]) => {
        const echo =
          JSON.stringify('x'.repeat(before)).slice(0, -1) + spell(registered[0] ?? '') + 'y'.repeat(50);
        const text = `{"Code":"Odd","${member}":${echo}"}`;
        const log = listingLog();
        const caller = new AccountCaller({
          http: () => Promise.resolve({ status: 400, headers: new Headers(), text }),
          clock: { now: () => 0 },
          random: () => 0,
          nonce: () => '',
          log,
          redactor: redactorOf(registered),
          concurrency: () => 1,
        });
        const request = { method: 'POST', path: '/', headers: {} };
        const call = {
          operation: 'Odd',
          origin: 'http://127.0.0.1:1',
          sign: () => request,
          parse: (reply: Parameters<typeof readReply>[1]) => readReply(z.object({}), reply, errorReader('')),
        };
        const error = await caller.call(call, never).catch((thrown: unknown) => thrown);
        assert.ok(error instanceof CloudError);
        const shown = [JSON.stringify(error.reason), error.stack, ...log.lines].join('\n');
        const spelt = [...registered, ...registered.map(spell)];
        assert.equal(leak(shown, spelt), undefined);
      },
    ));
});

describe(`texts from outside, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('come out on one line, steer nothing, and are no longer than allowed', () => {
    const text = fc.oneof(oddText, fc.string({ unit: 'binary', maxLength: 400 }));
    always(fc.tuple(text, fc.integer({ min: 1, max: 300 })), 8_000, ([given, most]) => {
      const shown = plainText(given, most);
      assert.doesNotMatch(shown, /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      assert.ok([...shown].length <= most);
      assert.equal(plainText(shown, most), shown);
    });
  });
});
