import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { addException, extendException, removeException } from '../../../src/policy/editing.ts';
import { readPolicy } from '../../../src/policy/read.ts';
import { policyOf } from '../../support/policyFleet.ts';

const HEAD = `# ours
version: 1   # the first
rules:
  - { id: a,   match: { name: "*" } }   # all of them

# why there are some
`;
const TAIL = `
# for the command line
check:
  failOn: [violation]
`;
const EXCEPTIONS = `exceptions:
  # the first
  - rule: a
    instances:
      - alibaba/p/r/i1 # old
      - alibaba/p/r/i2
    owner: dba
    reason: 'Retired in spring' # said so
    expires: 2027-01-31
  # the second
  - { rule: a, instances: [ x/y/z/w ], owner: o, reason: Because of it, expires: 2027-01-01 }
`;
const TEXT = HEAD + EXCEPTIONS + TAIL;
const NEW = {
  rule: 'a',
  instances: ['h/a/r/i'],
  owner: 'me: x',
  reason: 'Yes # no, "it" is',
  expires: '2027-02-02',
};

describe('a new exception', () => {
  test('stands behind the others, and all else is as it was', () => {
    const added = `  - rule: a
    instances:
      - h/a/r/i
    owner: "me: x"
    reason: 'Yes # no, "it" is'
    expires: 2027-02-02
`;
    assert.equal(addException(TEXT, NEW), HEAD + EXCEPTIONS + added + TAIL);
  });

  test('is read as it was given, whatever the file is like', () => {
    const texts = [
      TEXT,
      'version: 1\n',
      'version: 1',
      'version: 1\nexceptions:\nrules:\n- { id: a, match: { name: x } }\n',
      'version: 1\nexceptions: []\nrules:\n- { id: a, match: { name: x } }\n',
      'version: 1\r\nrules:\r\n  - id: a\r\n    match: { name: x }\r\n',
      '{\n\t"version": 1,\n\t"rules": [{ "id": "a", "match": { "name": "x" } }]\n}\n',
      'version: 1\nrules:\n  - { id: a, match: { ids: &i [h/a/r/i, h/a/r/j] } }\nexceptions:\n  - { rule: a, instances: *i, owner: o, reason: Because of it, expires: 2027-01-01 }\n',
    ];
    for (const text of texts) {
      const changed = addException(text, { ...NEW, rule: text.includes('id') ? 'a' : 'default' });
      assert.ok(changed, text);
      const [exception] = policyOf(changed).exceptions.slice(-1);
      assert.ok(exception);
      assert.deepEqual(
        exception.instances.map(({ value }) => value),
        ['h/a/r/i'],
        changed,
      );
      assert.deepEqual([exception.owner, exception.reason], [NEW.owner, NEW.reason]);
      assert.equal(changed.includes('\r\n'), text.includes('\r\n'));
      if (text.includes('\r\n')) assert.ok(!/[^\r]\n/.test(changed), 'one kind of line ends');
      if (text.startsWith('{')) assert.doesNotThrow(() => void JSON.parse(changed));
    }
  });

  test('leaves a file alone that cannot be taken apart', () => {
    for (const text of ['version: [1\n', 'a list', '', `version: 1\nx: ${'['.repeat(9999)}`])
      assert.equal(addException(text, NEW), undefined);
  });
});

describe('an exception that nothing needs', () => {
  test('goes, and the others stay with their comments', () => {
    const second = '  # the second\n' + (EXCEPTIONS.split('  # the second\n')[1] ?? '');
    assert.equal(removeException(TEXT, 1), HEAD + EXCEPTIONS.replace(second, '') + TAIL);
  });

  test('goes for one instance, and as a whole with its last', () => {
    assert.equal(
      removeException(TEXT, 0, 'alibaba/p/r/i2'),
      HEAD + EXCEPTIONS.replace('      - alibaba/p/r/i2\n', '') + TAIL,
    );
    assert.equal(removeException(TEXT, 1, 'x/y/z/w'), removeException(TEXT, 1));
  });

  test('given twice goes once', () => {
    const twice = TEXT.replace('i2', 'i1');
    const { policy } = readPolicy(removeException(twice, 0, 'alibaba/p/r/i1') ?? '');
    assert.deepEqual(
      policy?.exceptions[0]?.instances.map(({ value }) => value),
      ['alibaba/p/r/i1'],
    );
  });

  test('that is not there changes nothing', () => {
    assert.equal(removeException(TEXT, 0, 'no/such/one/x'), undefined);
  });
});

test('a longer exception has its new day and reason, in their quotes and with their comments', () => {
  const expected = TEXT.replace("'Retired in spring'", "'Needed for the audit'").replace(
    '2027-01-31',
    '2027-06-30',
  );
  assert.equal(extendException(TEXT, 0, { reason: 'Needed for the audit', expires: '2027-06-30' }), expected);
  assert.equal(extendException(TEXT, 7, { reason: 'x', expires: 'y' }), undefined);
});
