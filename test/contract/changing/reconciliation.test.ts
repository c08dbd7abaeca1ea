import assert from 'node:assert/strict';
import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { Intent } from '../../../src/files/journalEntry.ts';
import { takeBackup } from '../../../src/sandbox/alibaba/backupSets.ts';
import { openBench, type Bench } from '../../support/bench.ts';
import { outcomesOf } from '../../support/journal.ts';
import { deadProcess } from '../../support/processes.ts';
import { changing } from '../../support/requests.ts';
import { alibabaInstance, huaweiInstance } from '../../support/sandboxCalls.ts';

const MINUTE = 60_000;

/** Writes the intent of another process into the journal, as a crash would leave it. */
async function leaveIntent(
  { storage }: Bench,
  left: Pick<Intent, 'provider' | 'region' | 'instanceId' | 'process'> & Partial<Intent>,
): Promise<void> {
  const accountId = left.provider === 'alibaba' ? 'ali' : 'hw';
  const at = new Date(Date.now() - 2 * MINUTE).toISOString();
  const fixed = { version: 1, entry: 'intent', changeId: 'left-open', change: 'enable', accountId, at };
  await appendFile(join(storage, 'journal.jsonl'), `${JSON.stringify({ ...fixed, ...left })}\n`);
}

describe('an intent left open by a process that is gone', () => {
  for (const happened of [true, false]) {
    test(`Huawei Cloud: reading tells that it ${happened ? 'happened' : 'did not happen'}`, async (t) => {
      const bench = await openBench(t);
      const instance = huaweiInstance(bench.sandbox, 'risk-engine');
      const place = { provider: 'huawei', region: instance.region, instanceId: instance.id };
      if (happened) instance.encryption.status = 'on';
      await leaveIntent(bench, { ...place, process: await deadProcess() });
      const desk = await bench.open();
      await desk.fleet.refresh(false);
      assert.equal(desk.encryption('risk-engine').state, happened ? 'on' : 'off');
      assert.deepEqual(outcomesOf(bench), [`enable ${happened ? 'confirmed' : 'not-applied'}`]);
      assert.deepEqual(changing(bench.sandbox), [], 'never asked for again');
    });
  }

  test('Huawei Cloud: within a minute it may still happen; until then it stays open', async (t) => {
    const bench = await openBench(t);
    const { region, id } = huaweiInstance(bench.sandbox, 'risk-engine');
    const at = new Date(Date.now() - MINUTE / 6).toISOString();
    const left = { provider: 'huawei', region, instanceId: id, at, process: await deadProcess() };
    await leaveIntent(bench, left);
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    const { state, reason } = desk.encryption('risk-engine');
    assert.deepEqual([state, reason?.category, reason?.since], ['off', 'unconfirmed', at]);
    assert.deepEqual(outcomesOf(bench), ['enable open']);
    bench.time.ahead = MINUTE;
    await desk.fleet.refresh(false);
    assert.equal(desk.encryption('risk-engine').reason, undefined);
    assert.deepEqual(outcomesOf(bench), ['enable not-applied']);
  });

  test('Huawei Cloud: switching off is judged the other way round', async (t) => {
    const bench = await openBench(t);
    const { region, id } = huaweiInstance(bench.sandbox, 'risk-engine');
    const place = { provider: 'huawei', region, instanceId: id, change: 'disable' } as const;
    await leaveIntent(bench, { ...place, process: await deadProcess() });
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    assert.deepEqual(outcomesOf(bench), ['disable confirmed']);
  });

  for (const happened of [true, false]) {
    test(`Alibaba Cloud: unconfirmed, until a backup tells that it ${happened ? 'happened' : 'did not'}`, async (t) => {
      const bench = await openBench(t);
      const instance = alibabaInstance(bench.sandbox, 'web-sessions');
      const place = { provider: 'alibaba', region: instance.region, instanceId: instance.id };
      if (happened) instance.encryption = { since: Date.now() };
      await leaveIntent(bench, { ...place, process: await deadProcess() });
      const desk = await bench.open();
      await desk.fleet.refresh(false);
      const { state, reason } = desk.encryption('web-sessions');
      assert.deepEqual([state, reason?.category], ['unknown', 'unconfirmed']);
      assert.deepEqual(outcomesOf(bench), ['enable open']);
      bench.time.ahead = 30 * MINUTE;
      const now = Date.now() + bench.time.ahead;
      takeBackup(instance, now - MINUTE, { startedAt: now - 10 * MINUTE });
      await desk.fleet.refresh(false);
      assert.equal(desk.encryption('web-sessions').state, happened ? 'on' : 'off');
      assert.deepEqual(outcomesOf(bench), [`enable ${happened ? 'confirmed' : 'not-applied'}`]);
      assert.deepEqual(changing(bench.sandbox), []);
    });
  }
});

describe('before the first reading', () => {
  test('what a crash left open shows as unconfirmed, not as it was before', async (t) => {
    const bench = await openBench(t);
    await (await bench.open()).fleet.refresh(false);
    for (const [provider, name] of Object.entries({ huawei: 'risk-engine', alibaba: 'web-sessions' })) {
      const find = provider === 'huawei' ? huaweiInstance : alibabaInstance;
      const { region, id } = find(bench.sandbox, name);
      const changeId = `left-open-${name}`;
      await leaveIntent(bench, { provider, region, instanceId: id, changeId, process: await deadProcess() });
    }
    const desk = await bench.open();
    for (const name of ['risk-engine', 'web-sessions']) {
      const { state, reason } = desk.encryption(name);
      assert.deepEqual([state, reason?.category], ['unknown', 'unconfirmed'], name);
    }
    assert.deepEqual(
      [desk.encryption('market-data').state, desk.encryption('inventory-prod').state],
      ['off', 'off'],
    );
  });
});

describe('an intent of a window that is still at work', () => {
  test('is left to it, unless it has had more than enough time', async (t) => {
    const bench = await openBench(t);
    const { region, id } = huaweiInstance(bench.sandbox, 'risk-engine');
    const at = new Date().toISOString();
    const place = { provider: 'huawei', region, instanceId: id, at, process: process.ppid };
    await leaveIntent(bench, place);
    const first = await bench.open();
    await first.fleet.refresh(false);
    assert.deepEqual(outcomesOf(bench), ['enable open']);
    bench.time.ahead = 10 * MINUTE;
    const second = await bench.open();
    await second.fleet.refresh(false);
    assert.deepEqual(outcomesOf(bench), ['enable not-applied']);
  });
});

describe('a damaged journal', () => {
  test('with a line that ends half-way blocks nothing', async (t) => {
    const bench = await openBench(t);
    const path = join(bench.storage, 'journal.jsonl');
    await appendFile(path, '{"version":1,"entry":"intent","changeId":"torn","at":"2026-');
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    assert.equal(desk.encryption('trade-core').state, 'on');
    assert.equal(await desk.fleet.changes.change(desk.ref('trade-core'), { change: 'disable' }), 'accepted');
    assert.equal(desk.encryption('trade-core').state, 'off');
  });

  test('with lines of a newer version or of nobody keeps them', async (t) => {
    const bench = await openBench(t);
    const path = join(bench.storage, 'journal.jsonl');
    await appendFile(path, '{"version":2,"entry":"intent","changeId":"later"}\n\nhello\n[]\n');
    const desk = await bench.open();
    await desk.fleet.refresh(false);
    assert.equal(desk.encryption('trade-core').state, 'on');
    assert.ok(
      desk.lines.some((line) => line.includes('journal')),
      'and says so in the log',
    );
  });
});
