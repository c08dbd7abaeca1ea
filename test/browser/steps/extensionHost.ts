import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Intent, JournalEntry } from '../../../src/files/journalEntry.ts';
import type { Workbench } from '../../workbench/workbench.ts';
import { until } from '../../support/until.ts';

/** The change journal as it stands on the disk; empty before the first change. */
export async function journalOnDisk({ userDataDir }: Workbench): Promise<JournalEntry[]> {
  const storage = join(userDataDir, 'User', 'globalStorage', 'backup-encryption.backup-encryption');
  const text = await readFile(join(storage, 'journal.jsonl'), 'utf8').catch(() => '');
  const lines = text.split('\n').filter(Boolean);
  return lines.map((line) => JSON.parse(line) as JournalEntry);
}

/** The newest change that was asked for, with what came of it: `open` without an outcome. */
export async function newestChange(workbench: Workbench): Promise<{ intent: Intent; result: string }> {
  const entries = await journalOnDisk(workbench);
  const intent = entries.findLast((entry) => entry.entry === 'intent');
  assert.ok(intent, 'a change was asked for');
  const outcome = entries.findLast(
    (entry) => entry.entry === 'outcome' && entry.changeId === intent.changeId,
  );
  return { intent, result: outcome?.entry === 'outcome' ? outcome.result : 'open' };
}

/** Kills the extension host that made a change, as a crash does: it gets no chance to tidy up. */
export async function killExtensionHost({ process: id }: Intent): Promise<void> {
  const command = await readFile(`/proc/${id}/cmdline`, 'utf8');
  assert.match(command, /--type=extensionHost/, 'it is the extension host that wrote the intent');
  process.kill(id, 'SIGKILL');
  await until(() => !isRunning(id), 'the extension host is still there');
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch {
    return false;
  }
}
