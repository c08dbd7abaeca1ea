import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  commandProperty,
  commandText,
  csvCell,
  labelValue,
  markup,
  sarifText,
  tabbedCell,
} from '../../../src/report/inert.ts';

describe('texts are made inert', () => {
  test('for CSV, as RFC 4180 quotes and as no spreadsheet computes', () => {
    assert.equal(csvCell('a "b", c'), '"a ""b"", c"');
    assert.equal(csvCell('a\r\nb'), '"a\r\nb"');
    assert.equal(csvCell('plain text'), 'plain text');
    for (const start of ['=', '+', '-', '@', '\t', '\r', ' =', '＝', '＠']) {
      assert.equal(tabbedCell(`${start}1`), `'${start}1`);
    }
    assert.equal(tabbedCell('a-b=c'), 'a-b=c');
  });

  test('for HTML and XML, without what XML cannot have', () => {
    assert.equal(markup(`<a b="c" d='e'>&`), '&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;');
    assert.equal(markup('a\u0000b\u0008c\uFFFE\uD800d😀'), 'a\uFFFDb\uFFFDc\uFFFD\uFFFDd😀');
  });

  test("for SARIF's messages, where brackets link and braces are filled", () => {
    assert.equal(sarifText('[a](b) {0} \\'), '\\[a\\](b) {{0}} \\\\');
  });

  test('for labels of Prometheus', () => {
    assert.equal(labelValue('a"b\\c\nd'), '"a\\"b\\\\c\\nd"');
  });

  test('for workflow commands of GitHub, as its own toolkit escapes them', () => {
    assert.equal(commandText('50% \r\n::error::x'), '50%25 %0D%0A::error::x');
    assert.equal(commandProperty('a,b:c%\n'), 'a%2Cb%3Ac%25%0A');
  });
});
