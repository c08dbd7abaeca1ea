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
    read: (part) => (part.length > 2 ? unicode(part) : (CONTROLS[part[1] ?? ''] ?? part.slice(1))),
  },
  { part: /%[\da-f]{2}/gi, read: (part) => String.fromCharCode(hex(part.slice(1))) },
  {
    part: /&(?:#x0{0,4}[\da-f]{1,6}|#0{0,4}\d{1,7}|lt|gt|quot|apos|amp);/gi,
    read: (part) => bytesOf(entity(part.slice(1, -1).toLowerCase())),
  },
  { part: /\r?\n[ \t]*/g, read: () => '' },
];

/** How often one spelling may be put into another, such as JSON in JSON. */
const DEPTH = 2;

/** A text's bytes as they are, and as they read once its spellings are undone, in every order. */
export function readings(bytes: string): Generator<Reading> {
  return undoEach({ bytes, placeOf: (start, end) => ({ start, end }) }, DEPTH, []);
}

/** A text's UTF-8, one character a byte. */
export function bytesOf(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** The text again. */
export function textOf(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString();
}

/** @param seen what was read already in another order, as most texts can be */
function* undoEach(reading: Reading, depth: number, seen: string[]): Generator<Reading> {
  if (!seen.includes(reading.bytes)) yield reading;
  seen.push(reading.bytes);
  if (depth === 0) return;
  for (const spelling of SPELLINGS) {
    const undone = undo(reading, spelling);
    if (undone) yield* undoEach(undone, depth - 1, seen);
  }
}

/** A part that was spelt otherwise: where its meaning stands, how long that is, and how long its spelling was. */
interface Change {
  readonly at: number;
  readonly meant: number;
  readonly spelt: number;
}

/** Undefined when nothing is spelt that way. */
function undo({ bytes, placeOf }: Reading, spelling: Spelling): Reading | undefined {
  const undone = bytes.replace(spelling.part, spelling.read);
  // What is meant is always shorter than its spelling.
  if (undone.length === bytes.length) return undefined;
  // Seldom wanted: most texts hold no secret.
  let changes: readonly Change[] | undefined;
  const cameFrom = (byte: number) => before((changes ??= changesIn(bytes, spelling)), byte);
  return { bytes: undone, placeOf: (start, end) => placeOf(cameFrom(start).start, cameFrom(end - 1).end) };
}

function changesIn(bytes: string, { part, read }: Spelling): Change[] {
  let shorter = 0;
  return [...bytes.matchAll(part)].map(({ 0: spelt, index }) => {
    const at = index - shorter;
    const meant = read(spelt).length;
    shorter += spelt.length - meant;
    return { at, meant, spelt: spelt.length };
  });
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

/** JSON's numbers: one, or two that are one character together. */
function unicode(part: string): string {
  const units = part.length === 6 ? [hex(part.slice(2))] : [hex(part.slice(2, 6)), hex(part.slice(8))];
  return inBytes(String.fromCharCode(...units));
}

/** As `bytesOf`, of what most often is one byte already. */
function inBytes(character: string): string {
  return character < '\u0080' ? character : bytesOf(character);
}

function hex(digits: string): number {
  return Number.parseInt(digits, 16);
}
