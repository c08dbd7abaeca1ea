import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { journalPath } from '../../src/fleet/changing/ledger.ts';
import { takeLock } from '../../src/files/lock.ts';
import type { Bench } from './bench.ts';
import type { Plan } from './doomedWindow.ts';
import { until } from './until.ts';

const PROGRAM = fileURLToPath(new URL('doomedWindow.ts', import.meta.url));

/** A window in a process of its own, which gets no chance to tidy up. */
export interface DoomedWindow {
  /** The lines that it has said. */
  said(): string[];
  /** Resolves when the window has said this line. */
  says(line: string): Promise<void>;
  /** Kills it, if it does not do that itself; resolves when it is gone. */
  kill(): Promise<void>;
  /** Resolves when it has killed itself. */
  died(): Promise<void>;
}

export function openDoomedWindow(t: TestContext, plan: Plan): DoomedWindow {
  const child = spawn(process.execPath, [PROGRAM, JSON.stringify(plan)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  t.after(() => child.kill('SIGKILL'));
  const gone = once(child, 'exit');
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const died = async () => {
    const [, signal] = (await gone) as [number | null, string | null];
    assert.equal(signal, 'SIGKILL', `it came to its own end, having said: ${said}`);
  };
  return {
    said: () => said.split('\n').filter(Boolean),
    says: (line) => until(() => said.split('\n').includes(line), `the window says ${line}`),
    died,
    kill() {
      child.kill('SIGKILL');
      return died();
    },
  };
}

/** Whether a change has begun: it holds the lock of its instance, and has named itself in it. */
export function isLocked(bench: Bench): boolean {
  const locks = filesOf(bench).filter((path) => dirname(path).endsWith('locks') && path.endsWith('.lock'));
  return locks.some((path) => readFileSync(path, 'utf8') !== '');
}

/** Whether an accepted change stands in a snapshot. */
export function isKept(bench: Bench): boolean {
  const snapshots = filesOf(bench).filter((path) => path.endsWith('snapshot.json'));
  return snapshots.some((path) => readFileSync(path, 'utf8').includes('change-accepted'));
}

function filesOf({ storage }: Bench): string[] {
  return readdirSync(storage, { recursive: true, encoding: 'utf8' }).map((name) => join(storage, name));
}

/** Keeps the journal from being written to, as another window that is slow would. Resolves with the way to end that. */
export async function holdJournal({ storage }: Bench): Promise<() => Promise<void>> {
  const lock = await takeLock(`${journalPath(storage)}.lock`, 60_000);
  assert.ok(lock);
  return () => lock.release();
}
