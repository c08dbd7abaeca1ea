/** Two windows on the same storage, each a process of its own. Row 14: two windows at the same moment. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { alibabaAccount } from '../../support/accounts.ts';
import { openBench, type Bench } from '../../support/bench.ts';
import { hold } from '../../support/hold.ts';
import { outcomesOf } from '../../support/journal.ts';
import { openDoomedWindow, type DoomedWindow } from '../../support/killing.ts';
import { changing } from '../../support/requests.ts';
import { alibabaInstance } from '../../support/sandboxCalls.ts';
import { until } from '../../support/until.ts';

const ENABLE = 'EnableBackupEncryption';

/** Opens a window that reads everything, then switches one instance on. */
function openWindow(t: TestContext, { sandbox, storage }: Bench, name: string): DoomedWindow {
  const { id: instanceId } = alibabaInstance(sandbox, name);
  const account = alibabaAccount(sandbox);
  return openDoomedWindow(t, { storage, account, instanceId, wanted: { change: 'enable' } });
}

describe('two windows', () => {
  test('that change one instance at the same moment send one request', async (t) => {
    const bench = await openBench(t);
    const letThrough = hold(bench.sandbox, { operation: ENABLE });
    const windows = [1, 2].map(() => openWindow(t, bench, 'web-sessions'));
    const have = (line: string) => windows.filter((window) => window.said().includes(line)).length;
    await until(() => have('refused: instance-state') === 1, 'one of them is refused');
    await until(() => changing(bench.sandbox).length > 0, 'the other one asks');
    letThrough();
    await until(() => have('accepted') === 1, 'and has it');
    assert.deepEqual(changing(bench.sandbox), [ENABLE]);
    assert.deepEqual(outcomesOf(bench), ['enable accepted']);
  });

  test('that change different instances do not hold each other up, and lose no proof', async (t) => {
    const bench = await openBench(t);
    const names = ['web-sessions', 'loyalty-points'];
    const letThrough = hold(bench.sandbox, { operation: ENABLE });
    const windows = names.map((name) => openWindow(t, bench, name));
    await until(() => changing(bench.sandbox).length === 2, 'both ask');
    letThrough();
    for (const window of windows) await window.says('accepted');
    assert.deepEqual(outcomesOf(bench), ['enable accepted', 'enable accepted']);
    const third = await bench.open();
    await third.fleet.refresh(false);
    for (const name of names) assert.equal(third.encryption(name).state, 'on', name);
  });
});
