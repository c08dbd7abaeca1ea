import { hash } from 'node:crypto';

/** What stands for each ASCII character in a percent-encoded text; nothing for those that stay as they are. */
const ESCAPES = Array.from({ length: 128 }, (_, code) =>
  /[A-Za-z0-9\-_.~]/.test(String.fromCharCode(code))
    ? ''
    : `%${code.toString(16).toUpperCase().padStart(2, '0')}`,
);

/** So many at once; a client of ours knows a tenth of it. */
const MOST_KEPT = 1000;

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Percent-encodes all but RFC 3986's unreserved characters, as UTF-8 with upper-case hex. A surrogate without
 * its partner becomes U+FFFD, as everywhere where text turns into UTF-8.
 */
export function percentEncode(text: string): string {
  let encoded = '';
  let done = 0;
  for (let at = 0; at < text.length; at += 1) {
    const escape = ESCAPES[text.charCodeAt(at)];
    if (escape === '') continue;
    if (escape === undefined) return encoded + encodeBytes(text.slice(done));
    encoded += text.slice(done, at) + escape;
    done = at + 1;
  }
  return done === 0 ? text : encoded + text.slice(done);
}

/** The same for a text in any script; `encodeURIComponent` leaves five characters that are to be encoded. */
function encodeBytes(text: string): string {
  const encoded = encodeURIComponent(text.toWellFormed());
  return encoded.replace(/[!'()*]/g, (left) => ESCAPES[left.charCodeAt(0)] ?? left);
}

/** Names of parameters and headers are few, and the same ones are in every request: what is made of them is kept. */
export function keptByText<Made extends object | string>(
  make: (text: string) => Made,
): (text: string) => Made {
  const kept = new Map<string, Made>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size === MOST_KEPT) kept.clear();
    const made = make(text);
    kept.set(text, made);
    return made;
  };
}

/** In one piece: V8 would put together by and by what was added up, each time anew. */
export function inOnePiece(...parts: readonly string[]): string {
  return parts.join('');
}

const parameterStart = keptByText((name) => inOnePiece('&', percentEncode(name), '='));

/** A query with one parameter more, each with an `&` before it. */
export function withParameter(query: string, name: string, value: string | number | boolean): string {
  return query + parameterStart(name) + percentEncode(String(value));
}

/** Lower-case hex SHA-256 of a text's UTF-8 bytes. */
export function sha256Hex(text: string): string {
  return text === '' ? EMPTY_SHA256 : hash('sha256', text);
}

/** A path with its canonical query. */
export function requestTarget(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** Puts texts in order of their UTF-16 code units, in place; no locale has a say in it. Most come in order already. */
export function sortByCodeUnits(texts: string[]): string[] {
  let previous = '';
  for (const text of texts) {
    if (text < previous) return texts.sort();
    previous = text;
  }
  return texts;
}

/** The parts of a time as signatures write it: UTC, year of four digits, all others of two. */
export function timeParts(date: Date) {
  return {
    year: String(date.getUTCFullYear()).padStart(4, '0'),
    month: two(date.getUTCMonth() + 1),
    day: two(date.getUTCDate()),
    hour: two(date.getUTCHours()),
    minute: two(date.getUTCMinutes()),
    second: two(date.getUTCSeconds()),
  };
}

/** `00` to `99`. */
const TWO_DIGITS = Array.from({ length: 100 }, (_, number) => String(number).padStart(2, '0'));

/** A number below 100 as two digits. */
export function two(number: number): string {
  return TWO_DIGITS[number] ?? '';
}
