import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, test } from 'node:test';
import { besideName, sweepBeside } from '../../../src/files/beside.ts';
import { takeLock } from '../../../src/files/lock.ts';
import { deadProcess } from '../../support/processes.ts';
import { openStorage } from '../../support/storage.ts';

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

  test('are none where there is no directory', async (t) => {
    await sweepBeside(join(await openStorage(t), 'not there'));
  });

  test('leave nothing behind once they are in place', async (t) => {
    const storage = await openStorage(t);
    const release = await takeLock(join(storage, 'a.lock'), 0);
    assert.deepEqual(await readdir(storage), ['a.lock']);
    await release?.();
    assert.deepEqual(await readdir(storage), []);
  });
});
