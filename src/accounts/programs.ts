import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as l10n from '@vscode/l10n';
import type { CloudError } from '../cloud/error.ts';
import { splitCommand } from './commandLine.ts';
import { refusal } from './refusal.ts';

/** Milliseconds, and characters of output: programs that give out keys are quick and brief. */
const LIMITS = { timeout: 30_000, maxBuffer: 64 * 1024 } as const;

/**
 * Runs a program that a profile names, as the Aliyun CLI does but with nothing to read from: without a shell.
 * @returns what it printed
 * @throws CloudError `credentials` when it failed; neither its output nor its messages are quoted, they may hold keys
 */
export async function runProgram(command: string, platform = process.platform): Promise<string> {
  const [file, ...args] = splitCommand(command, platform);
  // Node starts no batch file without a shell (CVE-2024-27980), where Go does.
  if (platform === 'win32' && /\.(cmd|bat)$/i.test(file)) throw batchFile();
  try {
    const running = promisify(execFile)(file, args, { ...LIMITS, windowsHide: true });
    running.child.stdin?.end();
    return (await running).stdout;
  } catch (error) {
    throw explain(error as { code?: unknown; killed?: boolean }, platform);
  }
}

function explain(
  { code, killed }: { code?: unknown; killed?: boolean },
  platform: NodeJS.Platform,
): CloudError {
  // A name without an ending may be that of a batch file, which the system does not find.
  if (platform === 'win32' && (code === 'EINVAL' || code === 'ENOENT')) return batchFile();
  return refusal(
    killed
      ? l10n.t('The program of the profile did not end within {0} seconds.', LIMITS.timeout / 1000)
      : l10n.t('The program of the profile failed ({0}).', String(code)),
  );
}

function batchFile(): CloudError {
  return refusal(
    l10n.t(
      'The program of the profile cannot be started. A .cmd or .bat file is started with cmd.exe: write "cmd.exe /c" before it in "process_command".',
    ),
  );
}
