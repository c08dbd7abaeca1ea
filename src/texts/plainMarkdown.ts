/**
 * A text from outside as Markdown that shows it as it stands. Unlike `MarkdownString.appendText` it leaves no address
 * that becomes a link by itself, and its lines can break at the spaces.
 */
export function plainMarkdown(text: string): string {
  return text.replace(/[^\p{L}\p{N} ]/gu, (character) => `&#${character.codePointAt(0)};`);
}
