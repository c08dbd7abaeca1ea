/** What is left of a text exactly, once what nobody may see is out of it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Redactor } from '../../../../src/cloud/transport/redact.ts';

describe('what a gateway echoes is cut out, and no more', () => {
  const cases: Readonly<Record<string, readonly [string, string]>> = {
    'the query of an address': [
      'GET https://a.example.com/b/c.xb?Expires=1&x=NotReal failed',
      'GET https://a.example.com/b/c.xb?[removed] failed',
    ],
    'the query of one without encryption': ['see http://a/b?c=NotReal', 'see http://a/b?[removed]'],
    'a signature that begins the text': ['Signature=NotReal, x=1', 'Signature=[removed], x=1'],
    'a key id among others': ['p?a=1&AccessKeyId=NotReal&b=2', 'p?a=1&AccessKeyId=[removed]&b=2'],
    'what was signed': ['StringToSign: NotReal', 'StringToSign [removed]'],
    'what was signed, with dashes': ['string-to-sign NotReal', 'string-to-sign [removed]'],
  };
  for (const [title, [text, left]] of Object.entries(cases))
    test(title, () => assert.equal(new Redactor().redact(text), left));

  test('a key id that is told is no query', () => {
    const text = 'InvalidAccessKeyId: AccessKeyId=abc is not found';
    assert.equal(new Redactor().redact(text), text);
  });
});

describe('secrets', () => {
  test('of four characters are looked for', () => {
    const redactor = new Redactor();
    redactor.register('abcd');
    assert.equal(redactor.redact('x abcd y'), 'x [secret] y');
  });

  test('that overlap go as the longer one', () => {
    const redactor = new Redactor();
    redactor.registerKeyId('LTAI5tNotReal');
    redactor.register('LTAI5tNotRealAndTheSecretPart');
    redactor.register('PartAndMore');
    assert.equal(redactor.redact('x LTAI5tNotRealAndTheSecretPartAndMore y'), 'x [secret] y');
    assert.equal(redactor.redact('x LTAI5tNotReal y'), 'x …Real y');
  });

  test('in several spellings go each where it stands, in whatever order they are found', () => {
    const redactor = new Redactor();
    redactor.registerKeyId('LTAI5tNotReal"1234');
    redactor.register('S3cr3tNotReal');
    assert.equal(
      redactor.redact('a LTAI5tNotReal\\"1234 b S3cr3tNotReal c LTAI5tNotReal%221234 d'),
      'a …1234 b [secret] c …1234 d',
    );
  });

  test('of twelve bytes are found inside base64 of more; of shorter ones too little would be left', () => {
    const within = (secret: string) => {
      const redactor = new Redactor();
      redactor.register(secret);
      return redactor.redact(Buffer.from(`user:${secret}:more`).toString('base64')).includes('[secret]');
    };
    assert.deepEqual([within('123456789012'), within('12345678901')], [true, false]);
  });

  test('live as long as the longest of their uses, and again when they are used again', () => {
    const time = { now: 0 };
    const redactor = new Redactor({ now: () => time.now });
    redactor.register('S3cr3tNotReal', 1_000);
    redactor.register('S3cr3tNotReal', 1);
    redactor.register('AnotherNotReal', 10);
    time.now = 500;
    assert.equal(redactor.redact('S3cr3tNotReal AnotherNotReal'), '[secret] AnotherNotReal');
    time.now = 1_000;
    assert.equal(redactor.redact('S3cr3tNotReal'), 'S3cr3tNotReal');
    redactor.register('S3cr3tNotReal', 2_000);
    assert.equal(redactor.redact('S3cr3tNotReal'), '[secret]');
  });
});
