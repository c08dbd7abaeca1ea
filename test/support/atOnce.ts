import assert from 'node:assert/strict';

/** Milliseconds. Less than the ten seconds after which an attempt ends by itself; a cancelled one takes a hundredth. */
const AT_ONCE = 8_000;

/** Resolves as what was cut short does, which must be long before it would have ended by itself. */
export async function atOnce<T>(work: Promise<T>): Promise<T> {
  const start = performance.now();
  const result = await work;
  const took = performance.now() - start;
  assert.ok(took < AT_ONCE, `it took ${took} ms`);
  return result;
}
