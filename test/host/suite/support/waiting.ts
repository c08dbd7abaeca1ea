import { setTimeout } from 'node:timers/promises';

/**
 * Waits until something is so.
 * @param what it waits for, for the message when it does not come
 */
export async function until(
  condition: () => boolean | Promise<boolean>,
  what: string,
  limit = 10_000,
): Promise<void> {
  const deadline = Date.now() + limit;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`It never came to this: ${what}`);
    await setTimeout(20);
  }
}

/** Lets time pass in which nothing should happen. */
export async function pass(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds);
}
