import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Outcome } from './outcome.ts';

/** Runs an npm script that only succeeds or fails, as a suite of one test. */
export async function runCheckSuite(script: string): Promise<Outcome> {
  const shell = process.platform === 'win32';
  const check = spawn('npm', ['run', '--silent', script], { shell, stdio: 'inherit' });
  const [code] = (await once(check, 'exit')) as [number | null];
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}
