/**
 * The one place where texts are made inert for a format: what a cloud, a policy or a person calls something must never
 * be a formula, a tag, a link or a command. Texts come without control and invisible characters (rows.ts).
 */

/** A cell of CSV (RFC 4180) that no spreadsheet takes for a formula. */
export function csvCell(text: string): string {
  const harmless = tabbedCell(text);
  return /[",\r\n]|^\s|\s$/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** A cell of text that goes to a spreadsheet by the clipboard: it is no formula. */
export function tabbedCell(text: string): string {
  return /^\s*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]/u.test(text) ? `'${text}` : text;
}

/**
 * A text from outside as a code span of Markdown, within a table or not: no link, no tag, no mention, no reference.
 * Empty for an empty text, which has none.
 */
export function markdownCode(text: string): string {
  if (text.trim() === '') return '';
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  const gap = longest > 0 ? ' ' : '';
  return `${fence}${gap}${text.replace(/(\\*)\|/g, (_all, slashes: string) => `${slashes && `${slashes} `}\\|`)}${gap}${fence}`;
}

/** A sentence of ours as Markdown, which may quote a text from outside. */
export function markdownText(text: string): string {
  return text
    .replace(/[\\`*_{}[\]()<>#+!|~&@$^=]|:(?=[^\s\d])/g, '\\$&')
    .replace(/www\./gi, (found) => `${found.slice(0, -1)}\\.`);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text in HTML or XML, between tags or in a quoted attribute. */
export function markup(text: string): string {
  // XML has no way to write these, not even as entities.
  const written = text.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '\uFFFD');
  return written.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

/** A message of SARIF, in which brackets are links and braces are placeholders (2.1.0, §3.11.5 and §3.11.6). */
export function sarifText(text: string): string {
  return text.replace(/[\\[\]]/g, '\\$&').replace(/[{}]/g, '$&$&');
}

/** A label's value in the text format of Prometheus, with its quotes. */
export function labelValue(text: string): string {
  return `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`;
}

/** The message of a workflow command of GitHub, which ends with its line. */
export function commandText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

/** A property of a workflow command, which also ends with a comma or a colon. */
export function commandProperty(text: string): string {
  return commandText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
