import { join } from 'node:path';
import type { Log } from '../domain/log.ts';
import type { Clock } from '../domain/time.ts';
import { Journal } from './journal.ts';
import { OpenChanges } from './openChanges.ts';

/** The journal of a storage directory with its open changes. */
export interface Ledger {
  readonly journal: Journal;
  readonly open: OpenChanges;
}

/** Where the journal of a storage directory is. */
export function journalPath(storage: string): string {
  return join(storage, 'journal.jsonl');
}

/** Opens a ledger and looks for changes that were left open. */
export async function openLedger(storage: string, clock: Clock, log: Log): Promise<Ledger> {
  const journal = new Journal(journalPath(storage), clock, log);
  const open = new OpenChanges(journal);
  try {
    await open.load(clock.now());
  } catch (error) {
    // Reading goes on; a change is refused, because its intent cannot be written.
    log.error(`the change journal cannot be read: ${String(error)}`);
  }
  return { journal, open };
}
