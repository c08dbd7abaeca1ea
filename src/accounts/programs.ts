import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';
import { refusal } from './refusal.ts';

/** Milliseconds, and characters of output: programs that give out keys are quick and brief. */
const LIMITS = { timeout: 30_000, maxBuffer: 64 * 1024 } as const;

/**
 * Runs a program that a profile names, as the Aliyun CLI does: words parted by spaces, no shell.
 * @returns what it printed
 * @throws CloudError `credentials` when it failed; neither its output nor its messages are quoted, they may hold keys
 */
export async function runProgram(command: string): Promise<string> {
  const [file, ...args] = command.split(/\s+/).filter(Boolean);
  if (file === undefined) throw refusal(l10n.t('The profile names no program.'));
  try {
    return (await promisify(execFile)(file, args, { ...LIMITS, windowsHide: true })).stdout;
  } catch (error) {
    const { code, killed } = error as { code?: unknown; killed?: boolean };
    throw refusal(
      killed
        ? l10n.t('The program of the profile did not end within {0} seconds.', LIMITS.timeout / 1000)
        : l10n.t('The program of the profile failed ({0}).', String(code)),
    );
  }
}
