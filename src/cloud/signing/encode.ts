import { hash } from 'node:crypto';

const NOT_UNRESERVED = /[^A-Za-z0-9\-_.~]/;
const LEFT_BY_ENCODE_URI_COMPONENT = /[!'()*]/;
const EACH_LEFT = new RegExp(LEFT_BY_ENCODE_URI_COMPONENT, 'g');

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Percent-encodes all but RFC 3986's unreserved characters, as UTF-8 with upper-case hex. A surrogate without
 * its partner becomes U+FFFD, as everywhere where text turns into UTF-8.
 */
export function percentEncode(text: string): string {
  if (!NOT_UNRESERVED.test(text)) return text;
  const encoded = encodeURIComponent(text.toWellFormed());
  if (!LEFT_BY_ENCODE_URI_COMPONENT.test(encoded)) return encoded;
  return encoded.replace(EACH_LEFT, (left) => `%${left.charCodeAt(0).toString(16).toUpperCase()}`);
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

function two(number: number): string {
  return number < 10 ? `0${number}` : String(number);
}
