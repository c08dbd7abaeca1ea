/**
 * The fault matrix, row by row: its words, which stand in the titles of the tests of this folder, and where else a
 * row is tested. Rows that need VS Code are marked so.
 *
 *  1  replies; ../refreshLife, ../breaker, unit/transportUnreachable (names, hosts, proxies), unit/transportHttp (cut
 *     connections), unit/transportCaller, unit/breaker; pop-ups: host/failures
 *  2  silence; unit/transportLimits, unit/deadline, unit/transportHttp (cancel), ../refreshLife (cancel)
 *  3  replies (also with 401, 403, 404, 502); ../huaweiReading, unit/errorsTable, unit/errorsAlibaba, unit/errorsHuawei
 *  4  replies; ../huaweiReading, unit/errorsHuawei
 *  5  fields; ../huaweiReading (the status word), unit/alibabaBackups (the Encryption field)
 *  6  replies; unit/transportHttp (2 MiB decompressed, memory)
 *  7  replies, throttling; unit/transportLimits (every spelling of the wait), unit/transportCaller (budget), unit/pace
 *  8  throttling
 *  9  clock; unit/transportClock
 * 10  credentials; ../refusedCredentials
 * 11  refusals; unit/errorsAlibaba (the action's name)
 * 12  refusals; ../refreshLife (wrong region), ../huaweiReading (projects), ../alibabaReading (unknown ids)
 * 13  refusals; ../alibabaReading, ../huaweiReading, unit/alibabaEligibility
 * 14  ../changes (two at once), ../twoWindows; double click: VS Code
 * 15  changes; ../lostReplies (also effects that come late), ../reconciliation
 * 16  changes (the row's words: browser/crash); ../changes (busy)
 * 17  changes; ../changes (key disabled meanwhile), ../keys, ../serviceRole; declining the role: VS Code
 * 18  VS Code
 * 19  credentials; unit/credentials (every character, nothing echoed)
 * 20  hostile; ../alibabaReading, ../huaweiReading (odd ids), unit/domain (texts)
 * 21  hostile; unit/origin (every spelling), unit/accountSettings
 * 22  VS Code
 * 23  hostile; unit/transportHttp
 * 24  VS Code; unit/redact, unit/fuzzSecrets
 * 25  credentials; unit/credentials, unit/fuzzFiles (corrupt JSON); events: ../refusedCredentials
 * 26  ../refreshLife (removed during a refresh), unit/accountSettings (the rest), unit/fuzzSettings
 * 27  ../refreshLife, ../oneAtATime
 * 28  VS Code
 * 29  ../signing-differential, ../signing-vectors; the sandbox refuses a nonce used before
 * 30  VS Code; unit/transportUnreachable (a proxy that refuses)
 * 31  ../signing-vectors (locale, time zone), unit/domain (times)
 * 32  VS Code
 * 33  ../reconciliation, ../crash (a process with the fleet), ../memory (files), unit/fuzzFiles, unit/beside; kill -9 of
 *     the extension host: browser/crash
 * 34  VS Code
 * 35  lists; ../alibabaReading, ../huaweiReading (never ends)
 */
const ROWS = {
  1: 'no route, DNS failure, connection refused, reset in the middle of a body',
  2: 'server accepts and never answers; headers, then silence; one byte a second',
  3: 'HTML, empty body, truncated JSON, wrong content type, BOM, UTF-16',
  4: '200 with an error body',
  5: 'state field missing, null, upper case, new value, boolean, number',
  6: 'unknown extra fields, nesting 10,000 deep, 200 MB body, gzip bomb',
  7: '429/503 and Throttling codes; Retry-After',
  8: '30 % throttled over 200 instances',
  9: 'clock off by 20 minutes, a day; absurd or absent Date header',
  10: 'wrong secret; key disabled; token expired, also in mid-refresh',
  11: '403 on reading the state',
  12: '404: instance gone, wrong region, wrong project',
  13: 'engine, storage, region not eligible; feature not open to this customer',
  15: 'enable: reply lost after the effect; reply lost before it; 500 after the effect',
  16: 'enable while the instance is busy; accepted but not yet visible',
  17: 'key disabled, pending deletion, of another enterprise project, in another region',
  19: 'credentials with spaces, newline, full-width characters, emoji, 10 kB, id and secret swapped',
  20: 'ids and names with ../, %2f, ?, #, line breaks, U+202E, 10 kB, HTML, Markdown, command links',
  21: 'endpoint http: off loopback, link-local, lookalikes, punycode, trailing dot, userinfo',
  23: 'redirects 301, 302, 307, 308 to another host',
  25: 'SecretStorage: get rejects, undefined, corrupt or older JSON; store silently lost',
  35: 'instance list that repeats a page, shrinks while paging, names the same id twice, never ends',
} as const;

/** The title of a row's tests. */
export function row(number: keyof typeof ROWS): string {
  return `row ${number}: ${ROWS[number]}`;
}
