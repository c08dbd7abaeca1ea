import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readSections } from '../../../src/cloud/ini.ts';

/** Nothing ends a value: then it is just what Python's configparser reads. */
const NO_COMMENT = /(?!)/;

function read(text: string, comment = NO_COMMENT) {
  return Object.fromEntries(readSections(text, comment));
}

/** What `configparser.ConfigParser()` of Python 3.11 made of these texts, its values stripped. */
const READ: Readonly<Record<string, readonly [text: string, sections: object]>> = {
  'whole-line comments': ['# a\n[s]\n  ; b\nk = v\n# c\n', { s: { k: 'v' } }],
  'no comment behind a value': ['[s]\nk = v # x\nm = v;x', { s: { k: 'v # x', m: 'v;x' } }],
  'a comment behind a header': ['[s]   # x\nk = v', { s: { k: 'v' } }],
  'dots in a name': ['[prod.cn]\nk = v\n[prod]\nk = w', { 'prod.cn': { k: 'v' }, prod: { k: 'w' } }],
  'brackets and spaces in a name': ['[ a]b ]\nk = v', { ' a]b ': { k: 'v' } }],
  colons: ['[s]\nk: v\nm : acs:ram::1:role/r', { s: { k: 'v', m: 'acs:ram::1:role/r' } }],
  'the first separator': ['[s]\nk = a = b : c\nm: a = b', { s: { k: 'a = b : c', m: 'a = b' } }],
  'names in any case': ['[S]\nAK = v', { S: { ak: 'v' } }],
  'CRLF and CR': ['[s]\r\nk = v\r[t]\rk = w\r\n', { s: { k: 'v' }, t: { k: 'w' } }],
  'sections that are indented': ['  [s]\n  k = v\n  m = w', { s: { k: 'v', m: 'w' } }],
  'members that are indented': ['[s]\n\tk = v\n\tm = w', { s: { k: 'v', m: 'w' } }],
  'lines that go on': ['[s]\nk = v\n  m = w\n# x\n\n  n\no = p', { s: { k: 'v\nm = w\n\nn', o: 'p' } }],
  'less indented members': ['[s]\n  k = v\nm = w', { s: { k: 'v', m: 'w' } }],
  'empty values': ['[s]\nk =\nm:', { s: { k: '', m: '' } }],
  'members for all': [
    '[DEFAULT]\nk = v\nm = v\n[s]\nm = w\n[DEFAULT]\nn = x',
    { s: { k: 'v', m: 'w', n: 'x' } },
  ],
  'names of objects': ['[__proto__]\nconstructor = v', { ['__proto__']: { constructor: 'v' } }],
  nothing: ['', {}],
};

/** What it refuses, and what we say of it. */
const REFUSED: Readonly<Record<string, readonly [text: string, message: RegExp]>> = {
  'a section twice': ['[s]\nk = v\n[s]\nm = w', /section "s" is there twice/],
  'a member twice': ['[s]\nak = SecretNotReal\nAK = OtherSecretNotReal', /Line 3 .*second time/],
  'no separator': ['[s]\nSecretNotReal', /Line 2 is neither/],
  'no name': ['[s]\n= SecretNotReal', /Line 2 is neither/],
  'a header that is not closed': ['[s\nk = v', /Line 1 is neither/],
  'a member before the first section': ['k = SecretNotReal\n[s]', /Line 1 stands before/],
};

describe('INI is read as configparser reads it', () => {
  for (const [title, [text, sections]] of Object.entries(READ)) {
    test(title, () => {
      assert.deepEqual(read(text), sections);
    });
  }
});

describe('what configparser refuses is refused by its line, nothing quoted', () => {
  for (const [title, [text, message]] of Object.entries(REFUSED)) {
    test(title, () => {
      assert.throws(
        () => read(text),
        (error: Error & { category?: string }) => {
          assert.equal(error.category, 'credentials');
          assert.match(error.message, message);
          assert.doesNotMatch(error.message, /NotReal/);
          return true;
        },
      );
    });
  }

  test('and a reference to another member, which is not followed', () => {
    assert.throws(() => read('[s]\nk = %(other)s'), /"k" refers to another member/);
    assert.throws(() => read('[s]\nk = a\n  %(other)s'), /"k" refers to another member/);
  });
});

describe('a value', () => {
  const table: Readonly<Record<string, readonly [text: string, comment: RegExp, value: string]>> = {
    'ends where a comment may begin': ['v   # x', /\s[#;]/, 'v'],
    'and not elsewhere': ['v#x', /\s[#;]/, 'v#x'],
    'or wherever the sign is': ['v#x # y', /#/, 'v'],
    'may be a comment alone': ['# x', /#/, ''],
    'loses its quotes': ['"v w"', /#/, 'v w'],
    'in quotes keeps the sign': [`'v # w' # x`, /#/, 'v # w'],
    'keeps quotes within': ['v"w"', /#/, 'v"w"'],
    'keeps a quote that is not closed': ['"v', /#/, '"v'],
  };
  for (const [title, [text, comment, value]] of Object.entries(table)) {
    test(title, () => {
      assert.deepEqual(read(`[s]\nk = ${text}`, comment), { s: { k: value } });
    });
  }
});
