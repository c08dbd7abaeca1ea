import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';
import { Redactor } from '../../../src/cloud/transport/redact.ts';
import { FORMAT_NAMES, FORMATS } from '../../../src/report/formats.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { goldenReport, reportedFacts } from '../../support/reportedFleet.ts';

/** With `UPDATE_GOLDEN=1` the files are written anew: look at what changed. */
const isUpdate = process.env['UPDATE_GOLDEN'] === '1';

test('the golden reports are those of the believable fleet', async (t) => {
  const redactor = new Redactor();
  for (const { accessKeySecret, accessKeyId } of Object.values(SANDBOX_CREDENTIALS)) {
    redactor.register(accessKeySecret);
    redactor.register(accessKeyId);
  }
  const report = goldenReport(await reportedFacts(t));
  for (const name of FORMAT_NAMES)
    await t.test(name, async () => {
      const { extension, load } = FORMATS[name];
      const file = join(root, 'test', 'golden', `report.${extension}`);
      const text = [...(await load())(report)].join('');
      if (isUpdate) writeFileSync(file, text);
      assert.equal(text, readFileSync(file, 'utf8'));
      assert.doesNotMatch(redactor.redact(text), /\[secret\]/, 'nothing that was signed with is in it');
    });
});
