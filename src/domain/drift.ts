import type { StateChange } from './stateChange.ts';

/** What got worse without us, the gravest first. */
export const DRIFTS = [
  /** What says that a one-way switch is on, and something newer that says it is not: no drift, but a contradiction. */
  'contradicting-evidence',
  'no-longer-encrypted',
  'key-in-trouble',
  'new-not-encrypted',
] as const;
export type Drift = (typeof DRIFTS)[number];

/** What happened to an instance last, and whether that made it worse. */
export interface Happened extends StateChange {
  readonly drift?: Drift;
}

/** What got worse of which instance. */
export interface News {
  readonly drift: Drift;
  readonly name: string;
}

/** How long an instance is called new. Our choice; milliseconds. */
export const NEW_FOR = 30 * 24 * 60 * 60 * 1000;

/**
 * What a change amounts to. One of ours is no drift.
 * @param isOneWay whether what is on stays on for ever: then it cannot have been switched off
 */
export function driftIn(change: StateChange, isOneWay: boolean): Drift | undefined {
  const { from, to, by, isNew, keyTrouble } = change;
  if (to === 'contradicting') return 'contradicting-evidence';
  const isPlain = to === 'off' || to === 'partial';
  const wasBetter = from === 'on' || (from === 'partial' && to === 'off');
  if (isPlain && isOneWay && (from === 'on' || from === 'awaited')) return 'contradicting-evidence';
  if (isPlain && wasBetter && by !== 'us') return 'no-longer-encrypted';
  if (keyTrouble) return 'key-in-trouble';
  return isPlain && isNew ? 'new-not-encrypted' : undefined;
}

/** What a change amounts to for as long as the state stays what it made it; what becomes of a key is told apart. */
export function lastingDrift(change: StateChange, isOneWay: boolean, now: number): Drift | undefined {
  const drift = driftIn(change, isOneWay);
  if (drift === 'key-in-trouble') return undefined;
  return drift === 'new-not-encrypted' && now - Date.parse(change.at) > NEW_FOR ? undefined : drift;
}
