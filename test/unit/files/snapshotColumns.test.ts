import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import * as z from 'zod/mini';
import { AccountFiles } from '../../../src/files/accountFiles.ts';
import type { Snapshot } from '../../../src/files/schemas.ts';
import { snapshotColumns, toColumns } from '../../../src/files/snapshotColumns.ts';
import { listingLog } from '../../support/log.ts';
import { openStorage } from '../../support/storage.ts';

const BARE = {
  provider: 'alibaba',
  accountId: 'a',
  region: 'cn-hangzhou',
  engine: 'MySQL',
  engineVersion: '8.0',
  lifecycle: '',
};
const PENDING = { category: 'no-evidence', message: 'no backup' } as const;
const COVERAGE = { encrypted: 7, plain: 0, unclear: 1, days: 8 };

const SNAPSHOT: Snapshot = {
  provider: 'alibaba',
  refreshedAt: '2026-11-28T00:00:00Z',
  cloudAccountId: 'cloud-1',
  records: [
    {
      instance: { ...BARE, id: 'bare', name: '' },
      encryption: { state: 'unknown', reason: PENDING, stale: true },
    },
    {
      instance: {
        ...{
          ...BARE,
          id: 'full',
          name: 'null',
          shape: 's',
          createdAt: 'c',
          busy: 'b',
          home: 'h',
          keyScope: '0',
        },
        ...{ ineligible: PENDING, unreadable: { category: 'not-found', message: 'gone', requestId: 'r' } },
      },
      encryption: {
        state: 'partial',
        evidence: {
          ...{ source: 'backup-set', asOf: 'then', seenAt: 'now', requestId: 'r', detail: '', keyId: 'k' },
          coverage: { ...COVERAGE, newestEnd: 'n', lastPlainEnd: 'p', everyHours: 24 },
        },
        reason: PENDING,
        stale: false,
      },
    },
    {
      instance: { ...BARE, id: 'some', name: 'some' },
      encryption: {
        state: 'on',
        evidence: { source: 'status-call', seenAt: 'now', coverage: COVERAGE },
        stale: false,
      },
    },
    {
      instance: { ...BARE, id: 'other', name: 'other' },
      encryption: { state: 'off', evidence: { source: 'change-accepted', seenAt: 'now' }, stale: false },
    },
  ],
};

type Written = ReturnType<typeof toColumns>;
const write = (): Written => JSON.parse(JSON.stringify(toColumns(SNAPSHOT, 'a'))) as Written;

test('a snapshot is read as it was written, each reason once', () => {
  const written = write();
  assert.deepEqual(z.parse(snapshotColumns, written), SNAPSHOT);
  assert.equal(written.reasons.length, 2);
  const { cloudAccountId, ...unknown } = SNAPSHOT;
  assert.ok(cloudAccountId);
  const nobodys = JSON.parse(JSON.stringify(toColumns(unknown, 'a'))) as Written;
  assert.deepEqual(z.parse(snapshotColumns, nobodys), unknown);
});

describe('columns are refused', () => {
  const bad: Readonly<Record<string, (written: Written) => object>> = {
    'that are too short': ({ instance }) => ({ instance: { ...instance, name: instance.name.slice(1) } }),
    'without a state that anybody knows': () => ({ state: ['on', 'maybe', 'on', 'on'] }),
    'with a state of no evidence': ({ evidence }) => ({
      evidence: { ...evidence, source: Array(4).fill(null) },
    }),
    'with evidence of no time': ({ evidence }) => ({
      evidence: { ...evidence, seenAt: Array(4).fill(null) },
    }),
    'with evidence from elsewhere': ({ evidence }) => ({
      evidence: { ...evidence, source: Array(4).fill('me') },
    }),
    'with what is not known for no reason': ({ because }) => ({
      because: { ...because, encryption: Array(4).fill(null) },
    }),
    'with a reason that is not among them': () => ({ reasons: [] }),
    'with half a coverage': ({ counts }) => ({ counts: { ...counts, plain: Array(4).fill(null) } }),
    'with what is no text': ({ instance }) => ({ instance: { ...instance, id: [1, 2, 3, 4] } }),
    'that have no such column': ({ instance: { region, ...instance } }) => ({ instance, region }),
  };
  for (const [what, spoil] of Object.entries(bad)) {
    test(what, () => {
      const written = write();
      assert.throws(() => z.parse(snapshotColumns, { ...written, ...spoil(written) }));
    });
  }
});

describe('the snapshot file of an account', () => {
  async function open(t: TestContext) {
    const storage = await openStorage(t);
    const files = new AccountFiles(storage, 'a', listingLog());
    const path = join(dirname(files.readingLock), 'snapshot.json');
    await mkdir(dirname(path), { recursive: true });
    return { files, path };
  }

  test('is written in columns', async (t) => {
    const { files, path } = await open(t);
    await files.writeSnapshot(SNAPSHOT);
    assert.deepEqual(JSON.parse(await readFile(path, 'utf8')), { version: 2, content: write() });
    assert.deepEqual(await files.readSnapshot(), SNAPSHOT);
  });

  test('of the version before is read too', async (t) => {
    const { files, path } = await open(t);
    await writeFile(path, JSON.stringify({ version: 1, content: SNAPSHOT }));
    assert.deepEqual(await files.readSnapshot(), SNAPSHOT);
  });

  test('of another version, or of one in the words of another, is set aside', async (t) => {
    for (const file of [
      { version: 3, content: write() },
      { version: 1, content: write() },
      { version: 2, content: SNAPSHOT },
    ]) {
      const { files, path } = await open(t);
      await writeFile(path, JSON.stringify(file));
      assert.equal(await files.readSnapshot(), undefined);
      const [name = ''] = await readdir(dirname(path));
      assert.match(name, /^snapshot\.json\.unreadable-/);
    }
  });
});
