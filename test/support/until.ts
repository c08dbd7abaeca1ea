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

/** How long to wait for what is tried again when it does not come. Milliseconds. */
const SOON = 5000;

/** Waits a little. @returns whether it came about; if not, whoever asked does again what should have led to it */
export async function soon(holds: () => boolean | Promise<boolean>): Promise<boolean> {
  const end = performance.now() + SOON;
  while (!(await holds())) {
    if (performance.now() > end) return false;
    await sleep(PAUSE);
  }
  return true;
}
