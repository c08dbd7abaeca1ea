/** Days as exceptions have them: `2027-01-31`, UTC. */

const DAY = 24 * 60 * 60 * 1000;
/** No exception lasts longer than a year, so that somebody looks at it again. */
export const LONGEST_EXCEPTION = 366;

/** @returns the number of a day since 1970, or undefined when there is no such day */
export function readDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const milliseconds = Date.parse(`${text}T00:00:00Z`);
  // 31 April is none, whatever a lenient reader makes of it.
  if (Number.isNaN(milliseconds) || dayText(milliseconds) !== text) return undefined;
  return milliseconds / DAY;
}

/** @param time milliseconds since 1970 */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

/** How many days are left of an exception: 0 on its last day, less afterwards. */
export function daysLeft(expires: string, now: number): number {
  return (readDay(expires) ?? Number.NEGATIVE_INFINITY) - Math.floor(now / DAY);
}

/** The last day that an exception made now can have, or one so many days ahead. */
export function dayAhead(now: number, days = LONGEST_EXCEPTION): string {
  return dayText(now + days * DAY);
}
