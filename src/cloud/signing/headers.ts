import { sortByCodeUnits } from './encode.ts';
import type { CanonicalHeaders } from './request.ts';

type Headers = Readonly<Record<string, string>>;

/**
 * Headers as they enter a canonical request: lower-case names in code-unit order, trimmed values; headers of one
 * name share a line, their values sorted.
 * @param isSigned by lower-case name
 */
export function canonicalHeaders(
  headers: Headers,
  isSigned: (lowerName: string) => boolean,
): CanonicalHeaders {
  const values = byLowerName(headers);
  let lines = '';
  let names = '';
  for (const name of sortByCodeUnits(Object.keys(values))) {
    if (!isSigned(name)) continue;
    lines += `${name}:${(values[name] ?? '').trim()}\n`;
    names += names === '' ? name : `;${name}`;
  }
  return { lines, names };
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
