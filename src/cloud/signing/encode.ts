import { createHmac, hash } from 'node:crypto';

const NOT_UNRESERVED = /[^A-Za-z0-9\-_.~]/;
const LEFT_BY_ENCODE_URI_COMPONENT = /[!'()*]/g;
const LONE_SURROGATE = /\p{Surrogate}/gu;

const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

/**
 * Percent-encodes all but RFC 3986's unreserved characters, as UTF-8 with upper-case hex. A surrogate without
 * its partner becomes U+FFFD, as everywhere where text turns into UTF-8.
 */
export function percentEncode(text: string): string {
  if (!NOT_UNRESERVED.test(text)) return text;
  return encodeURIComponent(text.replace(LONE_SURROGATE, '\uFFFD')).replace(
    LEFT_BY_ENCODE_URI_COMPONENT,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Lower-case hex SHA-256 of a text's UTF-8 bytes. */
export function sha256Hex(text: string): string {
  return text === '' ? EMPTY_SHA256 : hash('sha256', text);
}

/** Lower-case hex HMAC-SHA256 of a text's UTF-8 bytes. */
export function hmacSha256Hex(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** A path with its canonical query. */
export function requestTarget(path: string, query: string): string {
  return query === '' ? path : `${path}?${query}`;
}

/** A name and its value. */
export type Pair = readonly [name: string, value: string];

/** Orders by UTF-16 code unit, the name first; no locale has a say in it. */
export function byCodeUnits(one: Pair, other: Pair): number {
  return compareText(one[0], other[0]) || compareText(one[1], other[1]);
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

/** Headers with lower-case names and trimmed values, in code-unit order. */
export function normalHeaders(headers: Readonly<Record<string, string>>): Pair[] {
  const normal: Pair[] = [];
  for (const name of Object.keys(headers)) normal.push([name.toLowerCase(), (headers[name] ?? '').trim()]);
  return normal.sort(byCodeUnits);
}
