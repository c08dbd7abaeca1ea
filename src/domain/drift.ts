import type { Encryption } from './encryption.ts';
import type { KeyTrouble } from './keyTrouble.ts';
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

/** What a filter tells apart: evidence against itself is no drift. */
export const MARKS = ['drift', 'contradiction'] as const;
export type Mark = (typeof MARKS)[number];

export function markOf(drift: Drift): Mark {
  return drift === 'contradicting-evidence' ? 'contradiction' : 'drift';
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

/** What is known of an instance when it is asked whether it drifted. */
export interface Drifting {
  readonly encryption: Encryption;
  /** The newest change that the history has of it. */
  readonly change?: StateChange | undefined;
  readonly keyTrouble?: KeyTrouble | undefined;
  readonly isOneWay: boolean;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What got worse of an instance without us and still is so; a reading that fails meanwhile does not end it. */
export function driftOf({ encryption, change, keyTrouble, isOneWay, now }: Drifting): Drift | undefined {
  const { state, reason } = encryption;
  if (state === 'unknown' && reason.category === 'contradicting-evidence') return reason.category;
  const found = change && driftIn(change, isOneWay);
  if (keyTrouble && found !== 'no-longer-encrypted') return 'key-in-trouble';
  if (!change || !found || found === 'key-in-trouble') return undefined;
  if (found === 'new-not-encrypted' && now - Date.parse(change.at) > NEW_FOR) return undefined;
  return state === change.to || state === 'unknown' ? found : undefined;
}
