import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import { FORMAT_NAMES, FORMATS } from '../../../src/report/formats.ts';
import { goldenReport, reportedFacts } from '../../support/reportedFleet.ts';

/** With `UPDATE_GOLDEN=1` the files are written anew: look at what changed. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

test('the golden reports are those of the believable fleet', async (t) => {
  const report = goldenReport(await reportedFacts(t));
  for (const name of FORMAT_NAMES)
    await t.test(name, async () => {
      const { extension, load } = FORMATS[name];
      const file = join(root, 'test', 'golden', `report.${extension}`);
      const text = [...(await load())(report)].join('');
      if (isUpdate || !existsSync(file)) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, 'utf8'));
    });
});
