import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds: far more than anything takes here, also on a machine that has much else to do. */
const PATIENCE = 60_000;
const PAUSE = 10;

/**
 * Waits until something is so, looking often.
 * @param what it waits for, for the message when it does not come
 */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  const end = performance.now() + PATIENCE;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`never came about: ${what}`);
    await sleep(PAUSE);
  }
}
