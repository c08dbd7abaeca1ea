/** Row 35: instance lists that are not what lists should be. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { goodReply, NOW, openCanned } from '../../support/cannedCloud.ts';
import { categoryOf } from '../../support/failure.ts';
import { startServer } from '../../support/server.ts';
import { bare, never, openSession } from '../../support/session.ts';
import type { Cloud } from '../../support/pair.ts';
import { row } from './rows.ts';

interface Page {
  readonly ids: readonly string[];
  /** Alibaba Cloud's token of the next page. */
  readonly next?: string;
  /** Huawei Cloud's count of all records. */
  readonly total?: number;
}

function bodyOf(cloud: Cloud, { ids, next, total }: Page): object {
  const known = { Category: 'Basic', DBInstanceStorageType: 'local_ssd' };
  return cloud === 'alibaba'
    ? {
        RequestId: 'R',
        NextToken: next,
        Items: { DBInstance: ids.map((id) => ({ DBInstanceId: id, ...known })) },
      }
    : { instances: ids.map((id) => ({ id })), total_count: total };
}

/** Lists one region of a cloud whose pages these are. @param pageOf tells the nth page */
async function list(t: TestContext, cloud: Cloud, pageOf: (turn: number) => Page) {
  let turn = 0;
  const server = await startServer(t, ({ url = '' }, response) => {
    const projects = { projects: [{ id: 'p1', name: 'cn-north-4' }] };
    const isList = cloud === 'alibaba' || url.includes('/instances');
    response.end(JSON.stringify(isList ? bodyOf(cloud, pageOf((turn += 1))) : projects));
  });
  const session = await openSession(t, cloud, server.origin);
  const listing = session.listInstances('cn-north-4', never);
  const found = await listing.then(
    (instances) => instances.map(({ id }) => id),
    (error: unknown) => [categoryOf(error)],
  );
  return { ids: found, pages: turn };
}

function ids(from: number, to: number): string[] {
  return Array.from({ length: to - from }, (_, index) => `rm-${from + index}`);
}

describe(row(35), () => {
  test('repeats a page (alibaba): each instance once', async (t) => {
    const pages: Page[] = [
      { ids: ids(0, 100), next: 'a' },
      { ids: ids(0, 100), next: 'b' },
      { ids: ids(100, 120) },
    ];
    const listed = await list(t, 'alibaba', (turn) => pages[turn - 1] ?? { ids: [] });
    assert.deepEqual(listed, { ids: ids(0, 120), pages: 3 });
  });

  test('repeats a page (huawei): each instance once', async (t) => {
    const pages = [ids(0, 100), ids(0, 100), ids(200, 220)];
    const listed = await list(t, 'huawei', (turn) => ({ ids: pages[turn - 1] ?? [], total: 220 }));
    assert.deepEqual(listed, { ids: [...ids(0, 100), ...ids(200, 220)], pages: 3 });
  });

  for (const [name, totalOf] of Object.entries({
    'of the page alone': (ids: readonly string[]) => ids.length,
    'of nothing': () => 0,
    'that is missing': () => undefined,
    'that is too low': () => 120,
  }))
    test(`has full pages with a count ${name} (huawei): read on to the end`, async (t) => {
      const pages = [ids(0, 100), ids(100, 200), ids(200, 230)];
      const listed = await list(t, 'huawei', (turn) => {
        const page = pages[turn - 1] ?? [];
        const total = totalOf(page);
        return { ids: page, ...(total !== undefined && { total }) };
      });
      assert.deepEqual(listed, { ids: ids(0, 230), pages: 3 });
    });

  test('shrinks while paging (huawei): ends with what there is', async (t) => {
    const pages = [ids(0, 100), ids(110, 130), []];
    const listed = await list(t, 'huawei', (turn) => ({
      ids: pages[turn - 1] ?? [],
      total: [250, 240, 130][turn - 1] ?? 0,
    }));
    assert.deepEqual(listed.ids, [...ids(0, 100), ...ids(110, 130)]);
    assert.ok(listed.pages <= 3);
  });

  test('shrinks to nothing (alibaba): ends with what there is', async (t) => {
    const pages: Page[] = [{ ids: ids(0, 100), next: 'a' }, { ids: [] }];
    const listed = await list(t, 'alibaba', (turn) => pages[turn - 1] ?? { ids: [] });
    assert.deepEqual(listed, { ids: ids(0, 100), pages: 2 });
  });

  for (const cloud of ['alibaba', 'huawei'] as const) {
    test(`names the same id twice (${cloud}): once`, async (t) => {
      const listed = await list(t, cloud, () => ({ ids: ['rm-1', 'rm-2', 'rm-1'], total: 3 }));
      assert.deepEqual(listed.ids.toSorted(), ['rm-1', 'rm-2']);
    });

    test(`never ends (${cloud}): noticed, paging is bounded`, async (t) => {
      const listed = await list(t, cloud, (turn) => ({ ids: [`rm-${turn}`], next: `t${turn}`, total: 1e9 }));
      assert.deepEqual(listed.ids, ['unexpected-reply']);
      assert.ok(listed.pages <= 500, `${listed.pages} pages`);
    });
  }

  test('goes back and forth between two tokens (alibaba): noticed, paging is bounded', async (t) => {
    const listed = await list(t, 'alibaba', (turn) => ({ ids: ['rm-1'], next: `t${turn % 2}` }));
    assert.deepEqual(listed.ids, ['unexpected-reply']);
    assert.ok(listed.pages <= 500);
  });
});

describe('a list of backups whose total', () => {
  const RequestId = 'R';
  const set = (hour: number, Encryption: string) => ({
    ...{ BackupId: String(hour), BackupStatus: 'Success', BackupMethod: 'Physical', Encryption },
    BackupStartTime: new Date(NOW - hour * 3_600_000).toISOString(),
    BackupEndTime: new Date(NOW - hour * 3_600_000 + 60_000).toISOString(),
  });
  const full = (from: number) => Array.from({ length: 100 }, (_, index) => set(from + index, '{}'));
  const pages = [full(2), full(102), [set(1, '{"EncryptionKey":"k1"}')]];

  for (const [name, total] of Object.entries({
    'is missing': {},
    'is nothing': { TotalRecordCount: '0' },
    'is that of the page': { TotalRecordCount: '100' },
  }))
    test(`${name} is read to its last page, where the newest one is`, async () => {
      const session = await openCanned('alibaba', (operation, turn) => {
        const body =
          operation === 'DescribeBackups'
            ? { RequestId, ...total, Items: { Backup: pages[turn % pages.length] } }
            : goodReply('alibaba', operation);
        return { status: 200, headers: new Headers(), text: JSON.stringify(body) };
      });
      const answer = await session.readEncryption(bare('alibaba', 'cn-north-4', 'rm-1'), {}, never);
      assert.equal(answer.state, 'on');
    });
});
