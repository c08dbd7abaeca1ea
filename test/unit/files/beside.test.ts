import assert from 'node:assert/strict';
import { readdir, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { besideName, sweepBeside } from '../../../src/files/beside.ts';
import { both } from '../../support/locks.ts';
import { deadProcess } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

const DAY = 24 * 60 * 60 * 1000;

describe('files that were to be put in the place of others', () => {
  test('are swept when their process is gone; those of living ones, and any other file, stay', async (t) => {
    const storage = await openStorage(t);
    const own = besideName(join(storage, 'snapshot.json'));
    const dead = own.replace(`.${process.pid}-`, `.${await deadProcess()}-`);
    const others = [own.replace(`.${process.pid}-`, `.${process.ppid}-`), 'proofs.json', 'x.1.tmp', '.tmp'];
    const kept = [own, ...others].map((name) => basename(name));
    for (const name of [...kept, basename(dead)]) await writeFile(join(storage, name), '{}');
    await sweepBeside(storage);
    assert.deepEqual((await readdir(storage)).sort(), kept.sort());
  });

  test('of another host, and of a version that told none, are swept when they are old', async (t) => {
    const storage = await openStorage(t);
    const name = `3999999-00000000-0000-4000-8000-000000000000.tmp`;
    const fresh = [`snapshot.json.${name}`, `snapshot.json.abcdefabcdef.${name}`];
    for (const one of fresh) {
      await writeFile(join(storage, one), '{}');
      await writeFile(join(storage, `old-${one}`), '{}');
      await utimes(join(storage, `old-${one}`), ...both(2 * DAY));
    }
    await sweepBeside(storage);
    assert.deepEqual((await readdir(storage)).sort(), fresh.sort());
  });

  test('are none where there is no directory', async (t) => {
    await sweepBeside(join(await openStorage(t), 'not there'));
  });
});
