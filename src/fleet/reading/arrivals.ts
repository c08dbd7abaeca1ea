import { refOf, type Instance } from '../../domain/instance.ts';
import type { Inventory } from '../../inventory/inventory.ts';

/**
 * Instances that are to be read, while the list that names them may still go on; each once. First comes what a filter
 * lets through, by the filter that is chosen at the moment.
 */
export class Arrivals {
  readonly #inventory: Pick<Inventory, 'attention' | 'record'>;
  readonly #ids = new Set<string>();
  readonly #rest = new Map<string, Instance>();
  #order: Iterator<Instance> | undefined;
  #favored: Inventory['attention']['favored'];
  #hasEnded = false;
  #more = Promise.withResolvers<undefined>();

  constructor(inventory: Pick<Inventory, 'attention' | 'record'>) {
    this.#inventory = inventory;
  }

  /** How many have arrived so far. */
  get size(): number {
    return this.#ids.size;
  }

  /** Takes in what has not arrived before. @returns how many that were */
  add(instances: readonly Instance[]): number {
    const before = this.#ids.size;
    for (const instance of instances) {
      if (this.#ids.has(instance.id)) continue;
      this.#ids.add(instance.id);
      this.#rest.set(instance.id, instance);
    }
    this.#order = undefined;
    this.#wake();
    return this.#ids.size - before;
  }

  /** No more will arrive. */
  end(): void {
    this.#hasEnded = true;
    this.#wake();
  }

  /** Nothing more is to be read. */
  stop(): void {
    this.#rest.clear();
    this.#order = undefined;
    this.end();
  }

  /** The next one to read, once there is one; undefined when all are taken. */
  async next(): Promise<Instance | undefined> {
    for (;;) {
      const instance = this.#take();
      if (instance ?? this.#hasEnded) return instance;
      await this.#more.promise;
    }
  }

  #take(): Instance | undefined {
    const { favored } = this.#inventory.attention;
    if (!this.#order || favored !== this.#favored) this.#order = this.#inOrder();
    this.#favored = favored;
    const { value } = this.#order.next() as { value: Instance | undefined };
    if (value) this.#rest.delete(value.id);
    return value;
  }

  #inOrder(): Iterator<Instance> {
    const { favored } = this.#inventory.attention;
    const rest = [...this.#rest.values()];
    if (!favored) return rest.values();
    const isFavored = (instance: Instance) => {
      const record = this.#inventory.record(refOf(instance));
      return record !== undefined && favored(record);
    };
    return new Set([...rest.filter(isFavored), ...rest]).values();
  }

  #wake(): void {
    this.#more.resolve(undefined);
    this.#more = Promise.withResolvers<undefined>();
  }
}
