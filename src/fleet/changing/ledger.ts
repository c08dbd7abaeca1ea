import { join } from 'node:path';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/time.ts';
import { sweepBeside } from '../../files/beside.ts';
import { Journal } from '../../files/journal.ts';
import { OpenChanges } from './openChanges.ts';

/** The journal of a storage directory with its open changes. */
export interface Ledger {
  readonly journal: Journal;
  readonly open: OpenChanges;
  /** Looks again for changes that were left open, as by a window that has died since. */
  lookAgain(): Promise<void>;
}

/** Where the journal of a storage directory is. */
export function journalPath(storage: string): string {
  return join(storage, 'journal.jsonl');
}

/** Opens a ledger and looks for changes that were left open. */
export async function openLedger(storage: string, clock: Clock, log: Log): Promise<Ledger> {
  await sweepBeside(storage);
  const journal = new Journal(journalPath(storage), clock, log);
  const open = new OpenChanges(journal);
  const read = async (load: (now: number) => Promise<void>) => {
    try {
      await load(clock.now());
    } catch (error) {
      // Reading goes on; a change is refused, because its intent cannot be written.
      log.error(`the change journal cannot be read: ${String(error)}`);
    }
  };
  await read((now) => open.load(now));
  return { journal, open, lookAgain: () => read((now) => open.loadOthers(now)) };
}
