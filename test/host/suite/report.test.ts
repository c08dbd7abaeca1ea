import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { verifyReport } from '../../../src/report/integrity.ts';
import type { Report } from '../../../src/report/report.ts';
import { configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { run } from './support/product.ts';
import { clearMessages, hasScreen, messageShown } from './support/screen.ts';

describe('reports that are asked for without a question', () => {
  const scene = useScene();
  let folder = '';

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'backup-encryption-report-'));
    await configureAndSettle(scene.api, [
      entryOf('huawei', 'reported', scene.sandbox),
      entryOf('alibaba', 'reported too', scene.sandbox),
    ]);
    scene.sandbox.clearRequests();
  });
  beforeEach(async () => {
    if (hasScreen()) await clearMessages();
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('are written whole, sealed, of what is known, and no cloud is asked', async () => {
    const file = join(folder, 'report.json');
    await run('exportReport', { format: 'json', file, language: 'en' });
    const text = await readFile(file, 'utf8');
    assert.deepEqual(verifyReport(text), []);
    const { rows, summary, accounts } = JSON.parse(text) as Report;
    assert.equal(accounts.length, 2);
    assert.equal(rows.length, summary.total);
    assert.equal(scene.api.instances().length, rows.length);
    assert.deepEqual(scene.sandbox.requests, []);
    assert.deepEqual(await readdir(folder), ['report.json'], 'nothing is left beside it');
  });

  it('are refused in a language that there is not, and in a format that there is not', async () => {
    const before = await readdir(folder);
    await run('exportReport', { format: 'json', file: join(folder, 'x.json'), language: 'de' });
    if (hasScreen()) await messageShown(/There are no reports in "de" yet/);
    await run('exportReport', { format: 'docx', file: join(folder, 'x.docx') });
    if (hasScreen()) await messageShown(/There is no report format "docx"/);
    await run('exportReport', { format: 'json' });
    if (hasScreen()) await messageShown(/Say which file/);
    assert.deepEqual(await readdir(folder), before);
  });

  it('that cannot be written leave no half file', async () => {
    const file = join(folder, 'report.json', 'below.json');
    await run('exportReport', { format: 'csv', file });
    if (hasScreen()) await messageShown(/cannot be written/);
    assert.deepEqual(verifyReport(await readFile(join(folder, 'report.json'), 'utf8')), []);
  });
});
