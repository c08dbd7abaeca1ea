/** Row 24: a secret is found in whatever way a gateway writes it. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { ECHO, Redactor } from '../../../../src/cloud/transport/redact.ts';

const SECRETS = [
  'S3cr3t/Not+Real==',
  'pa"ss\\word/ü9',
  '100%25"sure\'s (it)! *',
  'a&b<c>d=e;f',
  'MIIEvNotReal\u{1F512}end',
];

/** Every character that is no letter and no digit as JSON's numbers. */
function numbered(text: string, digits: (hex: string) => string): string {
  return text.replace(
    /[^a-z0-9]/gi,
    (unit) => `\\u${digits(unit.charCodeAt(0).toString(16).padStart(4, '0'))}`,
  );
}

function percent(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

const SPELLINGS: Readonly<Record<string, (secret: string) => string>> = {
  'as it is': (secret) => secret,
  'in JSON': inJson,
  'in JSON with \\/': (secret) => inJson(secret).replaceAll('/', '\\/'),
  'in JSON, as numbers': (secret) => numbered(secret, (hex) => hex),
  'in JSON, as numbers in capitals': (secret) => numbered(secret, (hex) => hex.toUpperCase()),
  'in JSON, some as numbers': (secret) =>
    inJson(secret).replace(/[=&<>+']/g, (unit) => numbered(unit, (hex) => hex)),
  'in JSON in JSON': (secret) => inJson(inJson(secret)),
  'in an address': (secret) => encodeURIComponent(secret),
  'in an address as we sign it': percent,
  'in an address, in small letters': (secret) =>
    percent(secret).replace(/%../g, (code) => code.toLowerCase()),
  'in a form': (secret) => new URLSearchParams({ a: secret }).toString().slice(2).replaceAll('%20', '+'),
  'in an address in JSON': (secret) => inJson(`/${percent(secret)}`).slice(1),
  'in an address, twice': (secret) => percent(percent(secret)),
  'in XML': (secret) => secret.replace(/[&<>"']/g, (unit) => `&#${unit.charCodeAt(0)};`),
  'in base64': (secret) => Buffer.from(secret).toString('base64'),
  'in base64 without its end': (secret) => Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  'in base64url': (secret) => Buffer.from(secret).toString('base64url'),
};

describe('a secret is taken out', () => {
  for (const [title, spell] of Object.entries(SPELLINGS))
    test(title, () => {
      for (const secret of SECRETS) {
        const redactor = new Redactor();
        redactor.register(secret);
        assert.equal(redactor.redact(`before ${spell(secret)} after`), 'before [secret] after');
      }
    });

  test('folded at 76 columns, as it is and in JSON', () => {
    const token = Buffer.from('a token that is not real '.repeat(20)).toString('base64');
    const folded = token.replace(/.{76}/g, '$&\r\n');
    const redactor = new Redactor();
    redactor.register(token);
    for (const text of [folded, inJson(folded), folded.replaceAll('\r\n', '\n '), percent(folded)])
      assert.equal(redactor.redact(`x ${text} y`), 'x [secret] y');
  });

  test('in base64 of more than itself, but for a bit or two', () => {
    const redactor = new Redactor();
    redactor.register('S3cr3tNotRealAtAll');
    for (const before of ['', 'a', 'ab', 'abc']) {
      const encoded = Buffer.from(`${before}S3cr3tNotRealAtAll:and more`).toString('base64');
      assert.match(redactor.redact(encoded), /^.{0,4}\[secret\].{12,16}$/);
    }
  });

  test('also where the text is cut in its middle, and then nothing behind the cut is left', () => {
    const redactor = new Redactor();
    redactor.register('S3cr3tNotReal');
    for (let before = 90; before <= 100; before += 1) {
      const redacted = redactor.redact(`${'x'.repeat(before)}S3cr3tNotReal tail`, 100);
      assert.equal(redacted, before < 100 ? `${'x'.repeat(before)}[secret]` : 'x'.repeat(100));
    }
  });

  test('until its end, and then looked for no more', () => {
    const time = { now: 0 };
    const redactor = new Redactor({ now: () => time.now });
    redactor.register('S3cr3tNotReal', ECHO);
    redactor.register('S3cr3tNotReal', 1);
    redactor.register('AnotherNotReal', 2 * ECHO);
    time.now = ECHO - 1;
    assert.equal(redactor.redact('S3cr3tNotReal AnotherNotReal'), '[secret] [secret]');
    time.now = ECHO;
    assert.equal(redactor.redact('S3cr3tNotReal AnotherNotReal'), 'S3cr3tNotReal [secret]');
  });

  test('in one pass, whatever the number of secrets', () => {
    const [few, many] = [new Redactor(), new Redactor()];
    for (let at = 0; at < 4_000; at += 1)
      (at < 10 ? few : many).register(`${at} S3cr3t/NotReal+${at * 7919}`);
    const text = JSON.stringify(
      Array.from({ length: 60 }, (_, id) => ({ id, name: `orders-prod-${id}`, engine: 'MySQL' })),
    );
    const timeOf = (redactor: Redactor) => {
      const start = performance.now();
      for (let round = 0; round < 200; round += 1) redactor.redact(text);
      return performance.now() - start;
    };
    timeOf(many);
    // Four hundred times as many; a search for each would take as many times as long.
    assert.ok(timeOf(many) < 40 * timeOf(few));
  });
});
