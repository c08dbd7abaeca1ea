import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import * as z from 'zod/mini';
import { StateFile } from '../../../src/files/stateFile.ts';
import { listingLog } from '../../support/log.ts';
import { openStorage } from '../../support/storage.ts';
import { watchSyncs } from '../../support/syncs.ts';

async function open(t: TestContext) {
  const storage = await openStorage(t);
  const path = join(storage, 'state.json');
  return {
    storage,
    path,
    file: new StateFile(path, { version: 1, content: z.object({ count: z.number() }) }, listingLog()),
  };
}

describe('a state file', () => {
  test('is written once for many writes in a row, with what came last', async (t) => {
    const { storage, file } = await open(t);
    const synced = await watchSyncs(t);
    const first = file.write({ count: 0 });
    await first;
    assert.deepEqual(synced, ['file', 'directory'], 'its content and its name are on the disk');
    const writes = Array.from({ length: 100 }, (_, count) => file.write({ count }));
    await Promise.all(writes);
    assert.deepEqual(synced.length, 4);
    assert.deepEqual(await file.read(), { count: 99 });
    assert.deepEqual(await readdir(storage), ['state.json']);
  });

  test('takes what is newest once the write before it is done', async (t) => {
    const { file, path } = await open(t);
    const before = file.write({ count: 1 });
    await new Promise(setImmediate);
    const after = [2, 3, 4].map((count) => file.write({ count }));
    await before;
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { version: 1, content: { count: 1 } });
    await Promise.all(after);
    assert.deepEqual(await file.read(), { count: 4 });
  });

  test('tells everybody who waited for a write that failed, and can be written again', async (t) => {
    const { storage } = await open(t);
    await writeFile(join(storage, 'file'), '');
    const path = join(storage, 'file', 'state.json');
    const file = new StateFile(path, { version: 1, content: z.object({ count: z.number() }) }, listingLog());
    const writes = [1, 2].map((count) => file.write({ count }));
    for (const write of writes) await assert.rejects(write);
    await assert.rejects(file.write({ count: 3 }));
  });

  test('is gone when it is deleted, also while it is being written', async (t) => {
    const { storage, file } = await open(t);
    const writes = [1, 2].map((count) => file.write({ count }));
    await file.delete();
    await Promise.all(writes);
    assert.deepEqual(await readdir(storage), []);
  });

  test('that cannot be read is kept under another name', async (t) => {
    const { storage, path, file } = await open(t);
    await mkdir(storage, { recursive: true });
    await writeFile(path, '{"version":1,"content":{"count":"many"}}');
    assert.equal(await file.read(), undefined);
    assert.match((await readdir(storage)).join(), /^state\.json\.unreadable-\d+$/);
  });
});
