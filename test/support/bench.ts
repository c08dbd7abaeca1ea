/** The core below VS Code at work on a sandbox: fleet and inventory, over real sockets and real files. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Account } from '../../src/accounts/account.ts';
import type { LoginSources } from '../../src/accounts/logins.ts';
import { Redactor } from '../../src/cloud/transport/redact.ts';
import type { Encryption } from '../../src/domain/encryption.ts';
import type { Instance, InstanceRecord, InstanceRef } from '../../src/domain/instance.ts';
import { Fleet } from '../../src/fleet/fleet.ts';
import { Inventory } from '../../src/inventory/inventory.ts';
import type { InventoryChange } from '../../src/inventory/inventoryChange.ts';
import type { JournalEntry } from '../../src/files/journalEntry.ts';
import type { SandboxState } from '../../src/sandbox/fleet.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import { alibabaAccount, huaweiAccount } from './accounts.ts';
import { listingLog } from './log.ts';
import { loginSources } from './logins.ts';
import { openNetwork } from './network.ts';
import { seedFrom } from './seed.ts';

const SEED = seedFrom('TEST_SEED');

/** One running window: a fleet with its inventory. */
export interface Desk {
  readonly fleet: Fleet;
  readonly inventory: Inventory;
  readonly lines: readonly string[];
  readonly changes: readonly InventoryChange[];
  readonly record: (name: string) => InstanceRecord;
  readonly encryption: (name: string) => Encryption;
  readonly instance: (name: string) => Instance;
  readonly ref: (name: string) => InstanceRef;
}

export interface DeskOptions extends Partial<LoginSources> {
  readonly concurrency?: number;
}

/** A sandbox and a storage directory, on which desks are opened one after the other, or several at once. */
export interface Bench {
  readonly sandbox: Sandbox;
  readonly storage: string;
  /**
   * The clock of the sandbox and of every desk: milliseconds to be ahead of the real time; and how much further
   * ahead the sandbox's alone is.
   */
  readonly time: { ahead: number; cloud: number };
  /** Opens a desk with these accounts, by default both clouds'; it has read nothing yet. */
  open(accounts?: readonly Account[], options?: DeskOptions): Promise<Desk>;
  journal(): JournalEntry[];
}

/**
 * Everything is closed and deleted when the test ends.
 * @param clock what `time` is ahead of; the real time unless a test stops it, at a moment that has passed
 */
export async function openBench(
  t: TestContext,
  fleet?: SandboxState,
  clock: () => number = Date.now,
): Promise<Bench> {
  tellSeed(t);
  const cleanup = new AsyncDisposableStack();
  t.after(() => cleanup.disposeAsync());
  const time = { ahead: 0, cloud: 0 };
  const now = () => clock() + time.ahead;
  const storage = await mkdtemp(join(tmpdir(), 'backup-encryption-test-'));
  cleanup.defer(() => rm(storage, { recursive: true, force: true, maxRetries: 5 }));
  const sandbox = await startSandbox({ clock: () => now() + time.cloud, ...(fleet && { fleet }) });
  cleanup.defer(() => sandbox.close());
  return {
    sandbox,
    storage,
    time,
    journal: () => readJournal(storage),
    async open(accounts = [alibabaAccount(sandbox), huaweiAccount(sandbox)], options = {}) {
      const { desk, close } = openDesk(storage, now, options);
      cleanup.defer(close);
      await desk.fleet.configure({ accounts, problems: [] });
      return desk;
    },
  };
}

function openDesk(storage: string, now: () => number, options: DeskOptions) {
  const random = seededRandom(SEED);
  const { concurrency = 8, ...sources } = options;
  const changes: InventoryChange[] = [];
  const inventory = new Inventory((change) => changes.push(change));
  const log = listingLog();
  const network = openNetwork();
  const fleet = new Fleet({
    inventory,
    http: network.http,
    // What a test lets pass has passed by the clock that nobody sets too; a clock that is set back takes nothing back.
    clock: { now, passed: () => performance.now() + Math.max(0, now() - Date.now()) },
    random,
    nonce: randomUUID,
    log,
    redactor: new Redactor(),
    concurrency: () => concurrency,
    ...loginSources(sources),
    storageOf: () => storage,
  });
  const close = () => {
    fleet.dispose();
    return network.close();
  };
  return { desk: deskOf(fleet, inventory, log.lines, changes), close };
}

function deskOf(fleet: Fleet, inventory: Inventory, lines: string[], changes: InventoryChange[]): Desk {
  const record = (name: string): InstanceRecord => {
    const found = [...inventory.records()].find(({ instance }) => instance.name === name);
    assert.ok(found, `${name} is not in the inventory`);
    return found;
  };
  const instance = (name: string) => record(name).instance;
  return {
    fleet,
    inventory,
    lines,
    changes,
    record,
    instance,
    encryption: (name) => record(name).encryption,
    ref: (name) => ({ accountId: instance(name).accountId, instanceId: instance(name).id }),
  };
}

/** Says, when a test fails, how its waits can be had again. */
function tellSeed(t: TestContext): void {
  t.after((context) => {
    // Not in the types yet: https://nodejs.org/api/test.html#contextpassed
    const { passed } = context as TestContext & { readonly passed: boolean };
    if (!passed) t.diagnostic(`TEST_SEED=${SEED}`);
  });
}

/** What stands in the journal at this moment. */
function readJournal(storage: string): JournalEntry[] {
  try {
    const lines = readFileSync(join(storage, 'journal.jsonl'), 'utf8').split('\n').filter(Boolean);
    return lines.map((line) => JSON.parse(line) as JournalEntry);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
