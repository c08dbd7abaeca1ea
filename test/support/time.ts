import { syncBuiltinESMExports } from 'node:module';
import timers, { setImmediate as turn } from 'node:timers/promises';
import { mock, type TestContext } from 'node:test';

/** Stops the time of all timers; it passes only as far as the test lets it. Sockets go on as ever. */
export function stopTime(t: TestContext): (milliseconds: number) => Promise<void> {
  mock.timers.enable({ apis: ['setTimeout'] });
  syncBuiltinESMExports();
  t.after(() => {
    mock.timers.reset();
    syncBuiltinESMExports();
  });
  return async (milliseconds) => {
    for (let passed = 0; passed < milliseconds; passed += 100) {
      mock.timers.tick(100);
      for (let turns = 0; turns < 5; turns += 1) await turn();
    }
  };
}

/** Every wait ends at once. @returns how long each would have been, milliseconds */
export function skipWaits(t: TestContext): number[] {
  const waits: number[] = [];
  mock.method(
    timers,
    'setTimeout',
    (milliseconds: number, value: unknown, options?: { signal?: AbortSignal }) => {
      options?.signal?.throwIfAborted();
      waits.push(milliseconds);
      return turn(value);
    },
  );
  syncBuiltinESMExports();
  t.after(() => {
    mock.restoreAll();
    syncBuiltinESMExports();
  });
  return waits;
}
