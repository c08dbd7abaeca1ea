import { databaseOf } from '../domain/instance.ts';
import type { HistoryLine } from './historyEntry.ts';

/** So long a change is kept. Milliseconds. */
export const KEPT = 400 * 24 * 60 * 60 * 1000;
/** So large the file may be. Bytes. */
export const LARGEST = 5 * 1024 * 1024;
/** What is left of a file that grew too large, so that it is not written anew each time. */
const ROOM = 0.8;

/**
 * The lines that are kept: of each database the newest, since the next change is told by it; of the others those that
 * are neither too old nor, in a file that is too large, the oldest.
 * @param now milliseconds since 1970
 */
export function keptLines(lines: readonly HistoryLine[], now: number): readonly HistoryLine[] {
  const oldest = now - KEPT;
  const newest = new Map(lines.flatMap((line) => (line.entry ? [[databaseOf(line.entry), line]] : [])));
  const isNeeded = (line: HistoryLine) =>
    !line.entry || (newest.get(databaseOf(line.entry)) === line && line.entry.to !== 'gone');
  const young = lines.filter((line) => isNeeded(line) || Date.parse(line.entry?.at ?? '') >= oldest);
  let size = sizeOf(young);
  if (size <= LARGEST) return young;
  return young.filter((line) => {
    if (size <= LARGEST * ROOM || isNeeded(line)) return true;
    size -= sizeOf([line]);
    return false;
  });
}

export function sizeOf(lines: readonly HistoryLine[]): number {
  return lines.reduce((size, { text }) => size + Buffer.byteLength(text) + 1, 0);
}
