import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createHmac } from 'node:crypto';
import {
  keptByText,
  percentEncode,
  requestTarget,
  sha256Hex,
  timeParts,
} from '../../../../src/cloud/signing/encode.ts';
import { hmacSha256Hex } from '../../../../src/cloud/signing/hmac.ts';

describe('percent-encoding', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['', ''],
    ['AZaz09-_.~', 'AZaz09-_.~'],
    ["!'()*", '%21%27%28%29%2A'],
    [' +/?&=%#', '%20%2B%2F%3F%26%3D%25%23'],
    ['\u0000\n\u007f', '%00%0A%7F'],
    ['数据库', '%E6%95%B0%E6%8D%AE%E5%BA%93'],
    ['\u{1F511}', '%F0%9F%94%91'],
    ['ıİ', '%C4%B1%C4%B0'],
  ];
  for (const [text, encoded] of cases) {
    test(JSON.stringify(text), () => {
      assert.equal(percentEncode(text), encoded);
    });
  }

  test('scripts of all kinds before and after what is to be encoded', () => {
    assert.equal(percentEncode("a:b数:c'"), 'a%3Ab%E6%95%B0%3Ac%27');
    assert.equal(percentEncode("é'a"), '%C3%A9%27a');
  });

  test('half a surrogate pair becomes U+FFFD, a whole one stays', () => {
    assert.equal(percentEncode('a\uD83D'), 'a%EF%BF%BD');
    assert.equal(percentEncode('\uDD11b\u{1F511}'), '%EF%BF%BDb%F0%9F%94%91');
  });
});

test('what is made of a text is made once, and is right however many there are', () => {
  let made = 0;
  const twice = keptByText((text) => {
    made += 1;
    return text + text;
  });
  assert.deepEqual([twice('a'), twice('a'), made], ['aa', 'aa', 1]);
  for (let number = 0; number < 2500; number += 1) assert.equal(twice(`${number}`), `${number}${number}`);
  assert.equal(twice('a'), 'aa');
});

describe('hashes', () => {
  // FIPS 180-2 appendix B.1 and RFC 4231 test case 2.
  test('SHA-256 of "abc" and of nothing', () => {
    assert.equal(sha256Hex('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(sha256Hex(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  test('HMAC-SHA256', () => {
    const mac = '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
    assert.equal(hmacSha256Hex(keyed('Jefe'), 'what do ya want for nothing?'), mac);
  });

  test('HMAC-SHA256 as Node makes it, for keys and texts of any length and script, one key used again and again', () => {
    const secrets = [
      '',
      'k',
      'é数\u{1F511}',
      'k'.repeat(63),
      'k'.repeat(64),
      'k'.repeat(65),
      '数'.repeat(50),
    ];
    const texts = ['a'.repeat(300), '', 'short', '数'.repeat(1000), 'short'];
    for (const secret of secrets) {
      const credentials = keyed(secret);
      for (const text of texts) {
        const mac = createHmac('sha256', secret).update(text).digest('hex');
        assert.equal(hmacSha256Hex(credentials, text), mac);
      }
    }
  });

  test('text is hashed as UTF-8', () => {
    assert.equal(sha256Hex('é'), '4a99557e4033c3539de2eb65472017cad5f9557f7a0625a09f1c3f6e2ba69c4c');
  });
});

test('the parts of a time are padded and in UTC', () => {
  const parts = Object.values(timeParts(new Date('0987-06-05T23:02:01.999-05:00')));
  assert.deepEqual(parts, ['0987', '06', '06', '04', '02', '01']);
});

function keyed(accessKeySecret: string) {
  return { accessKeyId: 'id', accessKeySecret };
}

test('a path without a query has no question mark', () => {
  assert.equal(requestTarget('/a', ''), '/a');
  assert.equal(requestTarget('/a', 'b=1'), '/a?b=1');
});
