/** The clock, passed in so that tests can set it. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  now(): number;
  /** Milliseconds that have passed since some moment, whoever sets the clock meanwhile; the process's own when left out. */
  readonly passed?: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** ISO 8601 UTC to the second, as all stored and shown times are. */
export function isoTime(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, -'.000Z'.length)}Z`;
}

/**
 * Reads a time a cloud sent: ISO 8601, with or without seconds, with an offset written `+0000` too; UTC without one.
 * @returns ISO 8601 UTC, or undefined when it is no time
 */
export function readTime(text: string | null | undefined): string | undefined {
  if (!text || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return undefined;
  const withColon = text.replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
  const hasZone = /(Z|[+-]\d{2}:\d{2})$/i.test(withColon);
  const milliseconds = Date.parse(hasZone ? withColon : `${withColon}Z`);
  return Number.isNaN(milliseconds) ? undefined : isoTime(milliseconds);
}
