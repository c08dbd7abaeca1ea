import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import { FRAMEWORKS, KNOWN_FRAMEWORKS } from '../../../src/report/frameworks.ts';
import { goldenReport } from '../../support/goldenReport.ts';

describe('the frameworks', () => {
  test('are all of those there are files for', () => {
    const files = globSync('src/report/frameworks/*.json', { cwd: root });
    const names = KNOWN_FRAMEWORKS.map(({ id }) => join('src/report/frameworks', `${id}.json`));
    assert.deepEqual(names.toSorted(), files.toSorted());
  });

  for (const { id, url, edition, controls } of KNOWN_FRAMEWORKS)
    test(`${id}: an edition, a page, and a source and a short sentence for every control`, () => {
      assert.ok(edition);
      assert.match(url, /^https:\/\//);
      assert.ok(controls.length > 0);
      for (const { sentence, source, strength } of controls) {
        assert.ok(source.length > 5);
        assert.ok(['asks', 'includes', 'supports'].includes(strength));
        assert.match(sentence, /^[A-Z].{20,110}\.$/);
        assert.doesNotMatch(sentence, /\b(compl|shall|must)/i, 'the words of a standard, or a promise');
      }
    });

  test('say nothing that nobody has checked', () => {
    const printed = JSON.stringify(FRAMEWORKS);
    const unchecked = KNOWN_FRAMEWORKS.flatMap(({ controls }) =>
      controls.filter(({ verified }) => !verified),
    );
    assert.ok(unchecked.length > 0);
    for (const { id } of unchecked) assert.ok(!printed.includes(JSON.stringify(id)), id);
  });

  test('are supported, never complied with', () => {
    const { disclaimer, ...rest } = goldenReport();
    assert.match(disclaimer, /can support the evidence/);
    assert.doesNotMatch(JSON.stringify(rest), /complian|complies|conform/i);
  });
});
