import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import * as z from 'zod/mini';
import { readEncryptionField } from '../../../src/cloud/alibaba/encryptionField.ts';
import { errorReader, parseError as parseAlibaba } from '../../../src/cloud/alibaba/errors.ts';
import { CloudError } from '../../../src/cloud/error.ts';
import { parseError as parseHuawei } from '../../../src/cloud/huawei/errors.ts';
import { presentable } from '../../../src/cloud/transport/presentable.ts';
import { Redactor } from '../../../src/cloud/transport/redact.ts';
import { readReply } from '../../../src/cloud/transport/reply.ts';
import { reason } from '../../../src/files/schemas.ts';
import { always, FUZZ_SEED, oddText, oddValue } from '../../support/fuzz.ts';

const PARSERS = { alibaba: parseAlibaba, huawei: parseHuawei };
const CODES = ['Code', 'code', 'error_code', 'Message', 'error_msg', 'RequestId', 'request_id', 'error'];

const bytes = fc.uint8Array({ maxLength: 200 }).map((array) => new TextDecoder().decode(array));
const object = fc.dictionary(fc.constantFrom(...CODES), oddValue).map((value) => JSON.stringify(value));
const xml = fc
  .tuple(fc.constantFrom('Code', 'Message', 'RequestId', 'html'), oddText)
  .map(([name, text]) => `<?xml version="1.0"?><Error><${name}>${text}</${name}></Error>`);
const body = fc.oneof(bytes, object, xml, oddText);
const status = fc.integer({ min: 100, max: 599 });

const redactor = new Redactor();
const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe(`error bodies, FUZZ_SEED=${FUZZ_SEED}`, () => {
  for (const [cloud, parse] of Object.entries(PARSERS))
    test(`${cloud}: any bytes give a category and words that can be shown`, () => {
      always(fc.tuple(status, body), 10_000, ([code, text]) => {
        const parsed = new CloudError(parse(code, text, new Headers()));
        const shown = presentable(parsed, redactor, 0).reason;
        assert.ok(z.safeParse(reason, shown).success);
        const words = [shown.code ?? 'x', shown.message, shown.requestId ?? 'x'];
        for (const word of words) {
          assert.ok(word.length > 0 && word.length <= 1000);
          assert.doesNotMatch(word, CONTROLS);
        }
      });
    });

  const schema = z.object({ ok: z.boolean() });
  const value = fc.oneof(fc.string({ maxLength: 30 }), fc.integer().map(String), fc.date().map(String));
  const headers = fc.record({ 'retry-after': value, 'x-acs-retry-after': value, date: value });
  test('any reply with any headers is read or refused; a wait is none or a number', () => {
    always(fc.tuple(status, body, headers), 10_000, ([code, text, given]) => {
      const made = new Headers();
      for (const [name, content] of Object.entries(given))
        if (/^[\x20-\x7e]*$/.test(content)) made.set(name, content);
      const reply = { status: Math.max(200, code), headers: made, text };
      try {
        assert.equal(typeof readReply(schema, reply, errorReader('')).ok, 'boolean');
        assert.ok(code < 300);
      } catch (error) {
        assert.ok(error instanceof CloudError);
        assert.ok(error.retryAfterMs === undefined || error.retryAfterMs >= 0);
      }
    });
  });
});

const negative = fc.constantFrom(
  '',
  ' ',
  '{}',
  '[]',
  'null',
  'off',
  'OFF',
  'false',
  'False',
  '0',
  'none',
  'None ',
);
const nothing = fc.oneof(negative, fc.constantFrom(null, undefined, false, 0, {}, []));
const empty = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    nothing,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.string({ maxLength: 5 }), tie('value'), { maxKeys: 3 }),
  ),
})).value;
const word = fc.stringMatching(/^[A-Z][a-z0-9]{4,20}$/).filter((text) => !/^(false|nulls?)$/i.test(text));

describe(`the Encryption field of a backup set, FUZZ_SEED=${FUZZ_SEED}`, () => {
  test('with nothing in it, in any spelling, as value or as text: never encrypted', () => {
    always(empty, 10_000, (value) => {
      assert.notEqual(readEncryptionField(value).says, 'encrypted');
      assert.notEqual(readEncryptionField(JSON.stringify(value)).says, 'encrypted');
    });
  });

  test('with a word that nobody documented in it: unclear, and the word shows', () => {
    always(fc.tuple(word, empty, fc.boolean()), 10_000, ([text, other, asText]) => {
      const value = { a: { Key: text }, b: [other] };
      const read = readEncryptionField(asText ? JSON.stringify(value) : value);
      assert.equal(read.says, 'unclear');
      assert.ok(read.raw.includes(text));
    });
  });

  test('of any value at all is read', () => {
    always(oddValue, 10_000, (value) => {
      assert.match(readEncryptionField(value).says, /^(encrypted|plain|unclear)$/);
    });
  });
});
