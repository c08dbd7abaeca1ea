import { markup } from '../inert.ts';

/** A piece of HTML, in which everything that was put in as a text is one. */
export class Markup {
  readonly source: string;

  constructor(source: string) {
    this.source = source;
  }
}

export type Content = string | number | undefined | false | Markup | readonly Markup[];

/** HTML as a template: what is put in is a text, unless it is HTML itself; what is not there leaves nothing. */
export function fragment(parts: TemplateStringsArray, ...contents: Content[]): Markup {
  let source = parts[0] ?? '';
  for (const [index, content] of contents.entries()) source += sourceOf(content) + (parts[index + 1] ?? '');
  return new Markup(source);
}

function sourceOf(content: Content): string {
  if (content === undefined || content === false) return '';
  if (content instanceof Markup) return content.source;
  if (typeof content === 'object') return content.map(({ source }) => source).join('');
  return markup(String(content));
}
