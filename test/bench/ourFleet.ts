import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redactor } from '../../src/cloud/transport/redact.ts';
import { systemClock } from '../../src/domain/time.ts';
import { Fleet } from '../../src/fleet/fleet.ts';
import { Inventory } from '../../src/inventory/inventory.ts';
import type { InventoryChange } from '../../src/inventory/inventoryChange.ts';
import { alibabaAccount, huaweiAccount } from '../support/accounts.ts';
import { loginSources } from '../support/logins.ts';
import { openNetwork } from '../support/network.ts';

export interface OurFleet {
  readonly fleet: Fleet;
  readonly inventory: Inventory;
  close(): Promise<void>;
}

/** Both of the sandbox's accounts in our own client, as it is in plain Node; nothing has been read yet. */
export async function openOurFleet(
  origin: string,
  concurrency: number,
  changed: (change: InventoryChange) => void,
): Promise<OurFleet> {
  const storage = await mkdtemp(join(tmpdir(), 'backup-encryption-bench-'));
  const network = openNetwork();
  const inventory = new Inventory(changed);
  const fleet = new Fleet({
    inventory,
    http: network.http,
    clock: systemClock,
    random: Math.random,
    nonce: randomUUID,
    log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
    redactor: new Redactor(),
    concurrency: () => concurrency,
    ...loginSources(),
    storageOf: () => storage,
  });
  await fleet.configure({ accounts: [alibabaAccount({ origin }), huaweiAccount({ origin })], problems: [] });
  return {
    fleet,
    inventory,
    async close() {
      fleet.dispose();
      await network.close();
      await rm(storage, { recursive: true, force: true });
    },
  };
}

function nothing(): void {
  // What it logs is not measured.
}
