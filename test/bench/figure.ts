import { NotTaken } from './attempt.ts';

/** A figure from several rounds. */
export interface Figure {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** A figure that could not be taken, and why. */
export interface Missing {
  readonly missing: string;
}

export type Measured = Figure | Missing;

export function isMissing(value: object): value is Missing {
  return 'missing' in value;
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

/** The figure of the rounds in which all that it needs was measured. */
export function figureOver<Turn>(turns: readonly Turn[], valueOf: (turn: Turn) => number): Measured {
  const values: number[] = [];
  let missing = 'no round was measured';
  for (const turn of turns) {
    try {
      values.push(valueOf(turn));
    } catch (error) {
      if (!(error instanceof NotTaken)) throw error;
      missing = error.message;
    }
  }
  return values.length > 0 ? figure(values) : { missing };
}
