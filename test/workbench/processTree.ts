import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';

/** Milliseconds. */
const grace = 3000;

const running = new Set<ChildProcess>();

/** Starts a program whose descendants end with it: it leads a process group of its own. */
export function spawnTree(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  endTreesWithThisProcess();
  const child = spawn(command, args, { ...options, detached: true });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/**
 * Ends a program and all it has started: politely, so that extensions are deactivated, but within seconds.
 */
export async function killTree(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await Promise.race([ended, setTimeout(grace, undefined, { ref: false })]);
  }
  signalGroup(child);
}

function signalGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended already.
  }
}

let watching = false;

/** A group of its own is not reached by Ctrl-C, nor by what ends this process. */
function endTreesWithThisProcess(): void {
  if (watching) return;
  watching = true;
  process.on('exit', () => running.forEach(signalGroup));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
}
