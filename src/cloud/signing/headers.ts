import { inOnePiece, keptByText, sortByCodeUnits } from './encode.ts';
import type { CanonicalHeaders } from './request.ts';

type Headers = Readonly<Record<string, string>>;

/** What a name means in a canonical request. */
export interface HeaderName {
  readonly isLower: boolean;
  readonly isSigned: boolean;
  /** How its line begins. */
  readonly line: string;
  /** The list of names with this one at its end. */
  readonly listedAfter: (names: string) => string;
}

/** @param isSigned by lower-case name */
export function headerNames(isSigned: (lowerName: string) => boolean): (name: string) => HeaderName {
  return keptByText((name) => ({
    isLower: name === name.toLowerCase(),
    isSigned: isSigned(name),
    line: inOnePiece('\n', name, ':'),
    listedAfter: keptByText((names) => (names === '' ? name : inOnePiece(names, ';', name))),
  }));
}

/**
 * Headers as they enter a canonical request: lower-case names in code-unit order, trimmed values; headers of one
 * name share a line, their values sorted.
 */
export function canonicalHeaders(headers: Headers, nameOf: (name: string) => HeaderName): CanonicalHeaders {
  let text = NONE;
  let previous = '';
  for (const name in headers) {
    const known = nameOf(name);
    if (!known.isLower || name < previous) return sortedHeaders(headers, nameOf);
    text = withHeader(text, known, headers[name]);
    previous = name;
  }
  return text;
}

/** The same for headers that do not come as our own do: in lower case, and in order. */
function sortedHeaders(headers: Headers, nameOf: (name: string) => HeaderName): CanonicalHeaders {
  const values = byLowerName(headers);
  let text = NONE;
  for (const name of Object.keys(values).sort()) text = withHeader(text, nameOf(name), values[name]);
  return text;
}

const NONE: CanonicalHeaders = { lines: '', names: '' };

function withHeader(text: CanonicalHeaders, header: HeaderName, value = ''): CanonicalHeaders {
  if (!header.isSigned) return text;
  return { lines: text.lines + header.line + value.trim(), names: header.listedAfter(text.names) };
}

/** The same headers under lower-case names, which is how our own come already. */
export function byLowerName(headers: Headers): Headers {
  const names = Object.keys(headers);
  if (names.every((name) => name === name.toLowerCase())) return headers;
  const byName = Object.groupBy(names, (name) => name.toLowerCase());
  const joined = Object.entries(byName).map(([lowerName, group = []]) => [
    lowerName,
    sortByCodeUnits(group.map((name) => (headers[name] ?? '').trim())).join(','),
  ]);
  return Object.fromEntries(joined) as Headers;
}
