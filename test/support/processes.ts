import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';

/** The id of a process that is no more. */
export async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' });
  await once(child, 'exit');
  assert.ok(child.pid);
  return child.pid;
}

/** Runs a module's text in a process of its own, to its end. */
export async function runModule(source: string, ...args: string[]): Promise<void> {
  const child = spawn(process.execPath, ['--input-type=module', '--eval', source, ...args], {
    stdio: 'inherit',
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  assert.equal(code, 0);
}

/** Starts a program of this directory that serves something until the test ends. Resolves with the first line it wrote. */
export async function serveProgram(t: TestContext, name: string): Promise<string> {
  const path = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [path], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill());
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return line.trim();
}

/** Runs a program of this directory to its end. Resolves with what it wrote to its standard output. */
export async function runProgram(name: string, ...args: string[]): Promise<string> {
  const path = fileURLToPath(new URL(name, import.meta.url));
  const child = spawn(process.execPath, [path, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [output, [code]] = await Promise.all([
    text(child.stdout),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  assert.equal(code, 0);
  return output;
}
