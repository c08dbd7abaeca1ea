import * as l10n from '@vscode/l10n';
import { Composer, Lexer, Parser, visit, type CST, type Document } from 'yaml';
import { Lines, type Range } from './place.ts';
import type { Problem } from './problem.ts';

/** A file is data that anybody can have written: what it can cost is bounded here. */
const MOST_CHARACTERS = 1024 * 1024;
/** Stands for a text that is too large to be read. */
export const OVERSIZED = '#'.repeat(MOST_CHARACTERS + 1);
/** Words and signs; about 15,000 instances by name. */
const MOST_LEXEMES = 100_000;
/** A policy needs six. The library's composer is recursive: what is nested deeper could end the process. */
const MOST_NESTED = 24;
const MOST_ALIASES = 100;
/** Of a text that is no YAML at all, nobody reads more. */
const MOST_ERRORS = 20;

export interface Source {
  readonly document: Document.Parsed | undefined;
  readonly lines: Lines;
  readonly problems: readonly Problem[];
}

/** Takes a policy's text apart, YAML 1.2 or JSON; whatever it holds, it ends soon and throws nothing. */
export function parseSource(text: string): Source {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (body.length > MOST_CHARACTERS) return refused(l10n.t('A policy has 1 MiB at most.'));
  const tokens = tokensOf(body);
  if (tokens === 'too-large')
    return refused(l10n.t('This policy is too large: 100,000 words and signs at most.'));
  if (tokens === 'too-deep') return refused(l10n.t('This is nested deeper than any policy needs.'));
  const [document, another] = new Composer({ version: '1.2', schema: 'core' }).compose(
    tokens,
    true,
    body.length,
  );
  const lines = new Lines(body);
  if (!document) return { document: undefined, lines, problems: [] };
  const parsed = document;
  const problems = [...complaints(parsed, body, lines)];
  if (another)
    problems.push(
      invalid(l10n.t('A policy is one document, without "---" after it.'), lines.range(...spanOf(another))),
    );
  if (countAliases(parsed) > MOST_ALIASES) {
    return {
      document: undefined,
      lines,
      problems: [invalid(l10n.t('A policy has 100 aliases at most.'), lines.range(0, 0))],
    };
  }
  return { document: parsed, lines, problems };
}

/** The tokens of a text, or why there are too many of them. */
function tokensOf(text: string): CST.Token[] | 'too-large' | 'too-deep' {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > MOST_LEXEMES) return 'too-large';
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > MOST_NESTED) return 'too-deep';
  }
  tokens.push(...parser.end());
  return tokens;
}

/** What the library says is wrong, in its own English words. */
function complaints({ errors, warnings }: Document.Parsed, text: string, lines: Lines): Problem[] {
  return [...errors, ...warnings].slice(0, MOST_ERRORS).map(({ code, message, pos: [start, end] }) => {
    const range = lines.range(start, code === 'DUPLICATE_KEY' ? wordEnd(text, start) : end);
    if (code === 'TAG_RESOLVE_FAILED') return invalid(l10n.t('A policy has no tags of its own.'), range);
    if (code === 'DUPLICATE_KEY')
      return invalid(l10n.t('This key is there twice; the first one holds.'), range);
    if (code === 'TAB_AS_INDENT') return invalid(l10n.t('YAML is indented by spaces, not by tabs.'), range);
    return invalid(l10n.t('This is no valid YAML: {0}', message), range);
  });
}

function wordEnd(text: string, start: number): number {
  return start + (/^[\w-]*/.exec(text.slice(start, start + 100))?.[0].length ?? 0);
}

function spanOf({ range }: Document): [number, number] {
  return [range?.[0] ?? 0, range?.[0] ?? 0];
}

function countAliases(document: Document): number {
  let count = 0;
  visit(document, { Alias: () => void (count += 1) });
  return count;
}

function refused(message: string): Source {
  const lines = new Lines('');
  return { document: undefined, lines, problems: [invalid(message, lines.range(0, 0))] };
}

export function invalid(message: string, range: Range): Problem {
  return { code: 'invalid-policy', severity: 'error', message, range };
}
