/** A secret in another spelling is cut out where it stands as it was written: what is around it stays. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Redactor } from '../../../../src/cloud/transport/redact.ts';

const SECRET = 'S3<cr3t>&Not=Real';

describe('what is around a secret stays as it was written', () => {
  const spelt: Readonly<Record<string, string>> = {
    JSON: '\\u0053\\u0033<cr3t>\\u0026Not\\u003dReal',
    'an address': 'S3%3Ccr3t%3E%26Not%3DReal',
    'XML, by name': 'S3&lt;cr3t&gt;&amp;Not=Real',
    'XML, by name in capitals': 'S3&LT;cr3t&GT;&AMP;Not=Real',
    'XML, by number': 'S3&#60;cr3t&#62;&#38;Not&#61;Real',
    'XML, by number in sixteens, some with zeros before': 'S3&#x3c;cr3t&#x3E;&#x26;Not&#x00003d;Real',
    'folded lines': 'S3<cr\r\n  3t>&Not\n=Real',
    'one in the other': 'S3%26lt%3Bcr3t%26gt%3B%26amp%3BNot%3DReal',
  };
  const around: readonly (readonly [string, string])[] = [
    ['', ''],
    ['{"a":"b\\n\\u00fc\\/c","d":"', '","e":"\\tf\\\\g"}'],
    ['x=%20%C3%BC&y=', '&z=%2F%25'],
    ['<a>&quot;&#252;&apos;</a><b>', '</b>&#x1f512;&lt;c&gt;'],
    ['one\n two\r\n\tthree ', ' four\n five'],
  ];
  for (const [title, text] of Object.entries(spelt))
    test(`in ${title}`, () => {
      const redactor = new Redactor();
      redactor.register(SECRET);
      for (const [before, after] of around)
        assert.equal(redactor.redact(`${before}${text}${after}`), `${before}[secret]${after}`);
    });

  test('twice in one text, and between them', () => {
    const redactor = new Redactor();
    redactor.register(SECRET);
    const [json, address] = [spelt['JSON'] ?? '', spelt['an address'] ?? ''];
    assert.equal(
      redactor.redact(`a\\n${json}\\tb%20${address}\\nc${json}`),
      'a\\n[secret]\\tb%20[secret]\\nc[secret]',
    );
  });
});

test('a number that is no character hides nothing, and breaks nothing', () => {
  const redactor = new Redactor();
  redactor.register('S3cr3tNotReal');
  assert.equal(redactor.redact('&#1114112;&#xfffff;S3cr3tNotReal'), '&#1114112;&#xfffff;[secret]');
  assert.equal(redactor.redact('S3cr3t&#1114111;NotReal'), 'S3cr3t&#1114111;NotReal');
});
