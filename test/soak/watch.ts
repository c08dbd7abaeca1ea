import type { Encryption } from '../../src/domain/encryption.ts';
import { Inventory } from '../../src/inventory/inventory.ts';
import type { Truth } from './cloud.ts';

/** Compares every state with the truth in the moment when it is first shown. */
export class Watch {
  readonly inventory: Inventory;
  /** What was shown and is not so; empty when all is well. */
  readonly wrong: string[] = [];
  /** Fresh states that were compared. */
  compared = 0;
  truth: Truth = {};
  readonly #shown = new Map<string, Encryption>();

  constructor() {
    this.inventory = new Inventory((change) => {
      if ('accountId' in change) this.#look();
    });
  }

  /** States that are not known, or old, though nothing stands in the way. */
  unread(): string[] {
    const records = [...this.inventory.records()];
    return records.flatMap(({ instance: { id, name }, encryption: { state, stale, reason } }) =>
      !stale && state === this.truth[id] ? [] : [`${name}: ${state} ${reason?.category ?? ''}`],
    );
  }

  #look(): void {
    for (const { instance, encryption } of this.inventory.records()) {
      if (this.#shown.get(instance.id) === encryption) continue;
      this.#shown.set(instance.id, encryption);
      this.#compare(instance.id, encryption);
    }
  }

  /** `unknown` is no claim, and an old answer is one about the past. */
  #compare(id: string, { state, stale }: Encryption): void {
    if (state === 'unknown' || stale) return;
    this.compared += 1;
    const truth = this.truth[id];
    if (state !== truth) this.wrong.push(`${id} shows ${state} and is ${truth}`);
  }
}
