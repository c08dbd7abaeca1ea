import type { Coverage } from '../../domain/encryption.ts';
import { plainText } from '../../domain/text.ts';
import { readTime } from '../../domain/time.ts';
import { readEncryptionField, type EncryptionField } from './encryptionField.ts';
import type { BackupItem } from './schemas.ts';

/** A successful physical backup set, read. */
export interface BackupSet extends EncryptionField {
  readonly id: string;
  /** ISO 8601 UTC; empty when the cloud did not tell. */
  readonly start: string;
  readonly end: string;
}

/** What was found in a window of backups. */
export interface FoundBackups {
  /** In any order: the API documents none. */
  readonly sets: readonly BackupSet[];
  /** How far back the window went. */
  readonly days: number;
  readonly requestId: string;
  /** End of the newest snapshot, ISO 8601 UTC: instances on cloud disks are backed up by these. */
  readonly snapshotEnd: string;
}

/** Keeps the sets that can tell the state: complete and physical. Snapshots and logical dumps follow other rules. */
export function physicalSets(items: readonly BackupItem[]): BackupSet[] {
  return items
    .filter((item) => isComplete(item) && item.BackupMethod.toLowerCase() === 'physical')
    .map((item) => ({
      id: plainText(item.BackupId, 100),
      start: readTime(item.BackupStartTime) ?? '',
      end: readTime(item.BackupEndTime) ?? '',
      ...readEncryptionField(item.Encryption),
    }));
}

/** End of the newest complete snapshot, ISO 8601 UTC; empty when there is none. */
export function newestSnapshot(items: readonly BackupItem[]): string {
  const snapshots = items.filter(
    (item) => isComplete(item) && item.BackupMethod.toLowerCase() === 'snapshot',
  );
  return newestOf(snapshots.map(({ BackupEndTime }) => readTime(BackupEndTime) ?? ''));
}

/** A set without a status and without an end may still be running. */
function isComplete({ BackupStatus, BackupEndTime }: BackupItem): boolean {
  return BackupStatus ? BackupStatus.toLowerCase() === 'success' : readTime(BackupEndTime) !== undefined;
}

/** How many sets are encrypted, plain and unclear, and how old they are. */
export function coverageOf(sets: readonly BackupSet[], days: number): Coverage {
  const count = (says: BackupSet['says']) => sets.filter((set) => set.says === says).length;
  const newestEnd = newestOf(sets.map(({ end }) => end));
  const lastPlainEnd = newestOf(sets.filter(({ says }) => says === 'plain').map(({ end }) => end));
  const everyHours = hoursBetween(sets);
  return {
    encrypted: count('encrypted'),
    plain: count('plain'),
    unclear: count('unclear'),
    days,
    ...(newestEnd && { newestEnd }),
    ...(lastPlainEnd && { lastPlainEnd }),
    ...(everyHours !== undefined && { everyHours }),
  };
}

function newestOf(times: readonly string[]): string {
  return times.reduce((newest, time) => (time > newest ? time : newest), '');
}

function hoursBetween(sets: readonly BackupSet[]): number | undefined {
  const starts = sets.filter(({ start }) => start).map(({ start }) => Date.parse(start));
  if (starts.length < 2) return undefined;
  const hours = (Math.max(...starts) - Math.min(...starts)) / 3_600_000 / (starts.length - 1);
  return Math.round(hours * 10) / 10;
}
