import { afterEach, beforeEach } from 'node:test';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

/** The sandbox of the test that runs. */
export interface Here {
  readonly sandbox: Sandbox;
  /** Its clock, which stands still; each test begins on a morning in January. */
  now: number;
}

/** Each test of a file gets a sandbox of its own. */
export function sandboxOfEach(): Here {
  const here: { sandbox?: Sandbox; now: number } = { now: 0 };
  beforeEach(async () => {
    here.now = Date.parse('2026-01-15T08:30:05Z');
    here.sandbox = await startSandbox({ clock: () => here.now });
  });
  afterEach(() => here.sandbox?.close());
  return here as Here;
}
