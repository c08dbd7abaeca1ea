import assert from 'node:assert/strict';
import type { InventoryChange } from '../../src/inventory/inventoryChange.ts';
import { buildFleet } from '../../src/sandbox/largeFleet.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';
import { openOurFleet } from './ourFleet.ts';

/** How many rows are told to be shown anew when one state of a fleet has changed and its instance is read again. */
export async function countEventsOfOneChange(): Promise<number> {
  const sandbox = await startSandbox({ fleet: buildFleet({ alibaba: 50, huawei: 50 }) });
  const changes: InventoryChange[] = [];
  const ours = await openOurFleet(sandbox.origin, 8, (change) => changes.push(change));
  try {
    await ours.fleet.refresh(true);
    const [changed] = [...sandbox.state.huawei.instances.values()].filter(
      ({ encryption }) => encryption.status === 'off',
    );
    assert.ok(changed);
    changed.encryption.status = 'on';
    changes.length = 0;
    const ref = { accountId: 'hw', instanceId: changed.id };
    await ours.fleet.refreshInstance(ref, new AbortController().signal);
    return changes.length;
  } finally {
    await ours.close();
    await sandbox.close();
  }
}
