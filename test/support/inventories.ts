import { fresh, type Encryption, type EncryptionState } from '../../src/domain/encryption.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { Inventory } from '../../src/inventory/inventory.ts';
import type { InventoryChange } from '../../src/inventory/inventoryChange.ts';

/** An inventory without any cloud behind it, and what it told of its changes since somebody asked last. */
export interface Stock {
  readonly inventory: Inventory;
  told(): InventoryChange[];
}

export interface Shelf {
  readonly id: string;
  readonly regions: readonly string[];
  /** In all regions together, taking turns. */
  readonly instances: number;
  readonly provider?: string;
}

/** Accounts with instances named after them: `prod-1`, `prod-2`, …; none of them is read yet. */
export function stock(...shelves: readonly Shelf[]): Stock {
  let changes: InventoryChange[] = [];
  const inventory = new Inventory((change) => changes.push(change));
  inventory.setAccounts(
    shelves.map(({ id, regions, provider = 'alibaba' }) => {
      return { id, name: `Account ${id}`, provider, regions, state: 'ok' as const };
    }),
  );
  for (const shelf of shelves) {
    for (const [at, region] of shelf.regions.entries()) {
      const numbers = Array.from({ length: shelf.instances }, (_, number) => number);
      const here = numbers.filter((number) => number % shelf.regions.length === at);
      inventory.setRegion(
        shelf.id,
        region,
        here.map((number) => instance(shelf, region, number + 1)),
      );
    }
  }
  return {
    inventory,
    told() {
      const told = changes;
      changes = [];
      return told;
    },
  };
}

export function instance({ id, provider = 'alibaba' }: Shelf, region: string, number: number): Instance {
  const engine = number % 2 === 0 ? 'MySQL' : 'PostgreSQL';
  const name = `${id}-${number}`;
  const said = { engine, engineVersion: '8.0', lifecycle: 'Running' };
  return { provider, accountId: id, region, id: `rm-${name}`, name, ...said };
}

/** The instance of this number is read. */
export function read({ inventory }: Stock, accountId: string, number: number, state: EncryptionState): void {
  inventory.setEncryption({ accountId, instanceId: `rm-${accountId}-${number}` }, as(state));
}

export function as(state: EncryptionState): Encryption {
  if (state === 'unknown' || state === 'unsupported') {
    return fresh({ state, reason: { category: 'no-evidence', message: 'no backup' } });
  }
  return fresh({ state, evidence: { source: 'status-call', seenAt: '2026-01-01T00:00:00Z' } });
}
