import { setTimeout } from 'node:timers/promises';

const pause = 50;

/**
 * Waits for a condition that no locator can wait for.
 * @throws with these words when it is not met in time
 */
export async function until(
  isMet: () => boolean | Promise<boolean>,
  otherwise: string,
  timeout = 20_000,
): Promise<void> {
  const deadline = Date.now() + timeout;
  while (!(await isMet())) {
    if (Date.now() > deadline) throw new Error(`After ${timeout} ms: ${otherwise}`);
    await setTimeout(pause);
  }
}
