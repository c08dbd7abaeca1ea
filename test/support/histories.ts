import type { StateChange } from '../../src/domain/stateChange.ts';
import type { Explain } from '../../src/files/history.ts';
import type { Note } from '../../src/files/historyNotes.ts';

/** Somebody else, wherever it was known before what a database is. */
export const elsewhere: Explain = ({ from }) => ({ by: from ? 'elsewhere' : 'unknown' });

/** What is seen of the database `db-1` of a cloud account, at a minute of a certain hour. */
export function noteOf(minute: number, seen: Partial<Note>): Note {
  return {
    provider: 'alibaba',
    owner: '1001',
    region: 'cn-hangzhou',
    instanceId: 'db-1',
    name: 'orders',
    at: minuteAt(minute),
    ...seen,
  };
}

export function minuteAt(minute: number): string {
  return `2026-11-28T10:${String(minute).padStart(2, '0')}:00Z`;
}

export function changeOf(change: Partial<StateChange>): StateChange {
  return { at: minuteAt(0), to: 'off', by: 'elsewhere', ...change };
}
