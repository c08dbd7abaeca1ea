import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Redactor, shortKeyId } from '../../../../src/cloud/transport/redact.ts';

describe('what may be written down', () => {
  test('holds no registered secret, however often and wherever', () => {
    const redactor = new Redactor();
    redactor.register('S3cr3t/NotReal+=');
    const text = 'S3cr3t/NotReal+= and {"secret":"S3cr3t/NotReal+="}';
    assert.equal(redactor.redact(text), '[secret] and {"secret":"[secret]"}');
  });

  test('holds no registered secret in base64, as a gateway may echo it', () => {
    const redactor = new Redactor();
    redactor.register('S3cr3t/NotReal+=');
    assert.equal(redactor.redact('echo UzNjcjN0L05vdFJlYWwrPQ== end'), 'echo [secret] end');
  });

  test('holds no part of a secret that has another in it', () => {
    const redactor = new Redactor();
    redactor.registerKeyId('LTAI5tNotReal');
    redactor.register('LTAI5tNotRealAndTheSecretPart');
    redactor.register('SecretPart');
    assert.doesNotMatch(redactor.redact('x LTAI5tNotRealAndTheSecretPart y'), /AndThe|Secret/);
  });

  test('tells two key ids apart, and no more', () => {
    const redactor = new Redactor();
    redactor.registerKeyId('LTAI5tFirstNotReal1234');
    redactor.registerKeyId('LTAI5tOtherNotReal5678');
    const redacted = redactor.redact('LTAI5tFirstNotReal1234 LTAI5tOtherNotReal5678');
    assert.equal(redacted, `${shortKeyId('1234')} ${shortKeyId('5678')}`);
  });

  test('is not mangled by texts too short to be secret', () => {
    const redactor = new Redactor();
    for (const short of ['', 'a', 'abc']) redactor.register(short);
    assert.equal(redactor.redact('a cab, abc'), 'a cab, abc');
  });

  const echoes: Readonly<Record<string, string>> = {
    'a signature in a header': 'ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=0123abcdNotReal',
    'a signature after a space': 'Access=x, SignedHeaders=host, Signature=0123abcdNotReal',
    'a signature in JSON': '{"Signature":"0123abcdNotReal"}',
    'a signature in a query': 'path?a=1&Signature=0123abcdNotReal&b=2',
    'a signature that is named after its service': 'path?a=1&X-Amz-Signature=0123abcdNotReal&b=2',
    'an access key in a query': 'path?OSSAccessKeyId=LTAINotReal&a=1',
    'a token that is named after its service': '{"X-Acs-Security-Token": "NotReal"}',
    'a security token': 'x-test, SecurityToken=NotReal',
    'a token with a dash': '{"security-token": "NotReal"}',
    'the query of an address':
      'GET https://oss.example.com/backup.xb?Expires=1&OSSAccessKeyId=NotReal failed',
    'what a gateway signed': 'wrong. server string to sign is:GET\n/\nNotReal\nNotReal',
    'the same in other letters': 'Server String To Sign Is: ACS3 NotReal',
  };
  for (const [title, text] of Object.entries(echoes)) {
    test(`holds no ${title}`, () => {
      const redacted = new Redactor().redact(text);
      assert.doesNotMatch(redacted, /NotReal/);
      assert.match(redacted, /\[removed\]/);
    });
  }

  test('keeps what is harmless', () => {
    const text =
      'DescribeBackups cn-hangzhou: throttled Throttling.User (request 1A2B) https://rds.aliyuncs.com/';
    assert.equal(new Redactor().redact(text), text);
  });
});
