import { CloudError } from '../../src/cloud/error.ts';
import type { InstanceRef } from '../../src/domain/instance.ts';
import type { Fleet } from '../../src/fleet/fleet.ts';
import type { Inventory } from '../../src/inventory/inventory.ts';

/** How many are under way at once. */
const AT_ONCE = 24;

/** What people and the timer ask for, at random. */
export class Operations {
  /** How many have ended, and how many of them without an answer. */
  done = 0;
  failed = 0;
  readonly #fleet: Fleet;
  readonly #inventory: Inventory;
  readonly #signal: AbortSignal;
  readonly #random: () => number;

  /** @param signal the one that all share, which never ends */
  constructor(fleet: Fleet, inventory: Inventory, signal: AbortSignal, random: () => number) {
    this.#fleet = fleet;
    this.#inventory = inventory;
    this.#signal = signal;
    this.#random = random;
  }

  /** Runs so many, and resolves when all of them have ended. */
  async run(count: number): Promise<void> {
    let left = count;
    const worker = async () => {
      while (left > 0) {
        left -= 1;
        await this.#one();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async #one(): Promise<void> {
    try {
      await this.#choose();
    } catch (error) {
      if (!(error instanceof CloudError) && !isCancelled(error)) throw error;
      this.failed += 1;
    } finally {
      this.done += 1;
    }
  }

  #choose(): Promise<void> {
    const choice = this.#random();
    if (choice < 0.03) return this.#fleet.refresh(choice < 0.01);
    if (choice < 0.06) return this.#fleet.refreshAccount(choice < 0.045 ? 'ali' : 'hw', false);
    if (choice < 0.065) this.#fleet.cancel();
    if (choice < 0.1) return this.#refreshAndCancel();
    return this.#fleet.refreshInstance(this.#anyInstance(), this.#signal);
  }

  #refreshAndCancel(): Promise<void> {
    const brief = AbortSignal.any([this.#signal, AbortSignal.timeout(Math.floor(this.#random() * 20))]);
    return this.#fleet.refreshInstance(this.#anyInstance(), brief);
  }

  #anyInstance(): InstanceRef {
    const records = [...this.#inventory.records()];
    const record = records[Math.floor(this.#random() * records.length)];
    if (!record) throw new Error('the inventory is empty');
    return { accountId: record.instance.accountId, instanceId: record.instance.id };
  }
}

function isCancelled(error: unknown): boolean {
  return error instanceof DOMException && ['AbortError', 'TimeoutError'].includes(error.name);
}
