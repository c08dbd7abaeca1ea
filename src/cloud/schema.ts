import * as z from 'zod/mini';
import { plainText } from '../domain/text.ts';

/** A text the cloud may leave out: then it is empty. Numbers are taken as their text. */
export const text = z.pipe(
  z.nullish(z.union([z.string(), z.number()])),
  z.transform((value) => (value === null || value === undefined ? '' : String(value))),
);

/** A count, as number or as digits in a text; 0 when missing. */
export const count = z.pipe(
  text,
  z.transform((value) => (/^\d+$/.test(value) ? Number(value) : 0)),
);

/** A text that is shown as it is: one line, and not without end. */
export const identifier = z.pipe(
  text,
  z.transform((value) => plainText(value, 100)),
);
