/** A text as UTF-8, one character a byte, perhaps with spellings undone. */
export interface Reading {
  readonly bytes: string;
  /** Where in the text it stands as it was written. */
  readonly placeOf: (start: number, end: number) => Place;
}

/** From a byte up to another. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

/** One way in which a text can be written: what such a part looks like, and the bytes that it stands for. */
interface Spelling {
  readonly part: RegExp;
  readonly read: (part: string) => string;
}

const CONTROLS: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' };

/** As gateways write: JSON (each encoder escapes other characters), an address, XML, lines of 76 columns. */
const SPELLINGS: readonly Spelling[] = [
  {
    part: /\\u(?:d[89ab][\da-f]{2}\\ud[c-f][\da-f]{2}|[\da-f]{4})|\\[^]/gi,
    read: (part) =>
      part.length > 2
        ? bytesOf(String.fromCharCode(...part.split(/\\u/i).slice(1).map(hex)))
        : (CONTROLS[part[1] ?? ''] ?? part.slice(1)),
  },
  { part: /%[\da-f]{2}/gi, read: (part) => String.fromCharCode(hex(part.slice(1))) },
  {
    part: /&(?:#x[\da-f]{1,5}|#\d{1,6}|lt|gt|quot|apos|amp);/gi,
    read: (part) => bytesOf(entity(part.slice(1, -1).toLowerCase())),
  },
  { part: /\r?\n[ \t]*/g, read: () => '' },
];

/** How often one spelling may be put into another, such as JSON in JSON. */
const DEPTH = 2;

/** A text's bytes as they are, and as they read once its spellings are undone, in every order. */
export function readings(bytes: string): Generator<Reading> {
  return undoEach({ bytes, placeOf: (start, end) => ({ start, end }) }, DEPTH);
}

/** A text's UTF-8, one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** The text again. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

function* undoEach(reading: Reading, depth: number): Generator<Reading> {
  yield reading;
  if (depth === 0) return;
  for (const spelling of SPELLINGS) {
    const undone = undo(reading, spelling);
    if (undone) yield* undoEach(undone, depth - 1);
  }
}

/** A part that was spelt otherwise: where its meaning stands, how long that is, and how long its spelling was. */
interface Change {
  readonly at: number;
  readonly meant: number;
  readonly spelt: number;
}

/** Undefined when nothing is spelt that way. */
function undo({ bytes, placeOf }: Reading, { part, read }: Spelling): Reading | undefined {
  const changes: Change[] = [];
  let shorter = 0;
  const undone = bytes.replace(part, (spelt, index: number) => {
    const meant = read(spelt);
    changes.push({ at: index - shorter, meant: meant.length, spelt: spelt.length });
    shorter += spelt.length - meant.length;
    return meant;
  });
  if (changes.length === 0) return undefined;
  return {
    bytes: undone,
    placeOf: (start, end) => placeOf(before(changes, start).start, before(changes, end - 1).end),
  };
}

/** Where one byte came from. */
function before(changes: readonly Change[], byte: number): Place {
  let longer = 0;
  for (const { at, meant, spelt } of changes) {
    if (byte < at) break;
    if (byte < at + meant) return { start: at + longer, end: at + longer + spelt };
    longer += spelt - meant;
  }
  return { start: byte + longer, end: byte + longer + 1 };
}

function entity(name: string): string {
  const named = ENTITIES[name];
  if (named) return named;
  const code = name.startsWith('#x') ? hex(name.slice(2)) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : '';
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}
