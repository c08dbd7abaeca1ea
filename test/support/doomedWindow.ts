/**
 * A window in a process of its own, often one that is going to be killed:  node doomedWindow.ts PLAN
 * It reads its account, begins one change, and says on its standard output how far it has come and
 * what came of the change.
 */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Account } from '../../src/accounts/account.ts';
import { Redactor } from '../../src/cloud/transport/redact.ts';
import type { Wanted } from '../../src/fleet/changing/wanted.ts';
import { Fleet } from '../../src/fleet/fleet.ts';
import { Inventory } from '../../src/inventory/inventory.ts';
import type { InventoryChange } from '../../src/inventory/inventoryChange.ts';
import { journalPath } from '../../src/fleet/changing/ledger.ts';
import { categoryOf } from './failure.ts';
import { listingLog } from './log.ts';
import { openNetwork } from './network.ts';
import { loginSources } from './logins.ts';

export interface Plan {
  readonly storage: string;
  readonly account: Account;
  readonly instanceId: string;
  readonly wanted: Wanted;
  /**
   * Where it kills itself: `signing`, when the intent is on the disk and the request about to be signed; `showing`,
   * in the moment when the accepted change shows. Otherwise it waits to be killed.
   */
  readonly diesAt?: 'signing' | 'showing';
}

const plan = JSON.parse(process.argv[2] ?? '') as Plan;
const inventory: Inventory = new Inventory(changed);
const fleet = new Fleet({
  inventory,
  http: openNetwork().http,
  clock: { now: Date.now },
  random: Math.random,
  nonce,
  log: listingLog(),
  redactor: new Redactor(),
  concurrency: () => 8,
  ...loginSources(),
  storageOf: () => plan.storage,
});
await fleet.configure({ accounts: [plan.account], problems: [] });
await fleet.refresh(false);
assert.ok(inventory.record(refOf(plan)), 'the instance was found');
say('changing');
await fleet.changes.change(refOf(plan), plan.wanted).then(say, (error: unknown) => {
  say(`refused: ${categoryOf(error)}`);
});

/** Each request asks for a nonce just before it is signed. */
function nonce(): string {
  if (plan.diesAt === 'signing' && hasIntent()) die();
  return randomUUID();
}

function hasIntent(): boolean {
  const path = journalPath(plan.storage);
  return existsSync(path) && readFileSync(path, 'utf8').includes('"intent"');
}

function changed({ kind }: InventoryChange): void {
  if (kind !== 'instances') return;
  if (inventory.record(refOf(plan))?.encryption.evidence?.source !== 'change-accepted') return;
  if (plan.diesAt === 'showing') die();
}

function refOf({ account, instanceId }: Plan) {
  return { accountId: account.id, instanceId };
}

function say(word: string): void {
  process.stdout.write(`${word}\n`);
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
