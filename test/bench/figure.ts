/** A figure from several rounds. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function figure(values: readonly number[]): Figure {
  const sorted = values.toSorted((a, b) => a - b);
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) throw new RangeError('nothing was measured');
  const middle = sorted.length / 2;
  const lower = sorted[Math.ceil(middle) - 1] ?? least;
  const upper = sorted[Math.floor(middle)] ?? most;
  return { median: (lower + upper) / 2, least, most };
}
