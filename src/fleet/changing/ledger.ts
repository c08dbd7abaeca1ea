import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Log } from '../../domain/log.ts';
import type { Clock } from '../../domain/time.ts';
import { fateOf } from '../../files/abandonment.ts';
import { sweepBeside } from '../../files/beside.ts';
import { Journal } from '../../files/journal.ts';
import type { Intent } from '../../files/journalEntry.ts';
import { instanceKey } from '../../files/journalIndex.ts';
import { OpenChanges } from './openChanges.ts';

/** What a change is about. */
export type Changed = Pick<Intent, 'provider' | 'accountId' | 'region' | 'instanceId'>;

/** The journal of a storage directory with its open changes. */
export interface Ledger {
  readonly journal: Journal;
  readonly open: OpenChanges;
  /** The lock that a change holds: one for a database, whichever account it is seen with. */
  lockOf(changed: Changed): string;
  /** Looks again for changes that were left open, as by a window that has died since. */
  lookAgain(): Promise<void>;
}

/** Where the journal of a storage directory is. */
export function journalPath(storage: string): string {
  return join(storage, 'journal.jsonl');
}

/** Opens a ledger and looks for changes that were left open. */
export async function openLedger(storage: string, clock: Clock, log: Log): Promise<Ledger> {
  const locks = join(storage, 'locks');
  const lockOf = (changed: Changed) => join(locks, `${fileName(lockKey(changed))}.lock`);
  await Promise.all([sweepBeside(storage), sweepBeside(locks)]);
  const journal = new Journal(journalPath(storage), clock, log);
  const open = new OpenChanges({
    journal,
    passed: clock.passed ?? (() => performance.now()),
    isUnderWay: async (intent) => (await fateOf(lockOf(intent))) === 'held',
  });
  const read = async (load: (now: number) => Promise<void>) => {
    try {
      await load(clock.now());
    } catch (error) {
      // Reading goes on; a change is refused, because its intent cannot be written.
      log.error(`the change journal cannot be read: ${String(error)}`);
    }
  };
  await read((now) => open.load(now));
  return { journal, open, lockOf, lookAgain: () => read((now) => open.loadOthers(now)) };
}

/** A change of an account itself is told by its region. */
function lockKey(changed: Changed): string {
  const { provider, accountId, region, instanceId } = changed;
  return instanceId ? instanceKey(changed) : `${provider}/${accountId}/${region}/`;
}

function fileName(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
