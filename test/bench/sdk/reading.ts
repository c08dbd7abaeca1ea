export interface Reading {
  readonly origin: string;
  readonly regions: readonly string[];
  /** Requests at once. */
  readonly most: number;
}

export type States = Map<string, 'on' | 'off' | 'unsupported'>;

/** Works through items with so many at a time. */
export async function eachAtMost<Item>(
  most: number,
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const rest = items.values();
  const worker = async () => {
    for (const item of rest) await work(item);
  };
  await Promise.all(Array.from({ length: most }, worker));
}
