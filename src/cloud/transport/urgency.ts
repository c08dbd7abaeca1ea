/** The signals of work that nobody waits for. */
const background = new WeakSet<AbortSignal>();

/**
 * Marks all that a signal can stop as background work: of the requests that wait for their turn, those that a person
 * asked for go first. The signal is what travels with a piece of work through every layer.
 */
export function inBackground(signal: AbortSignal): AbortSignal {
  background.add(signal);
  return signal;
}

export function isInBackground(signal: AbortSignal): boolean {
  return background.has(signal);
}
