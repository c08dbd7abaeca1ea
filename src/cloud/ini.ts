import * as l10n from '@vscode/l10n';
import { plainText } from '../domain/text.ts';
import { unusableProfile, type Section } from './profileFile.ts';

/** The section whose members are those of every other one too, unless it has its own. */
const DEFAULTS = 'DEFAULT';

interface Option {
  readonly indent: number;
  readonly lines: string[];
}
type Options = Map<string, Option>;

/**
 * Reads INI as Python's `configparser` does, which the vendors' own SDKs read it with: whole-line comments, `=` or `:`
 * behind a name in any case, lines that go on indented, nothing twice; a section is called whatever stands between its
 * brackets, dots too (docs/decisions/0006). Where one of the other SDKs takes quotes off, so do we.
 * @param comment where a comment begins behind a value
 * @returns the sections by name, their members by name in lower case
 * @throws CloudError `credentials` that quotes no value
 */
export function readSections(text: string, comment: RegExp): ReadonlyMap<string, Section> {
  const sections = readLines(text);
  const defaults = sections.get(DEFAULTS) ?? [];
  return new Map(
    [...sections]
      .filter(([name]) => name !== DEFAULTS)
      .map(([name, options]) => [name, membersOf([...defaults, ...options], comment)]),
  );
}

function readLines(text: string): ReadonlyMap<string, Options> {
  const sections = new Map<string, Options>();
  let section: Options | undefined;
  let option: Option | undefined;
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const content = line.trim();
    const indent = line.search(/\S/);
    if (/^[#;]/.test(content)) continue;
    if (content === '' || (option && indent > option.indent)) {
      option?.lines.push(content);
      continue;
    }
    const header = /^\[(.+)\]/.exec(content)?.[1];
    if (header === undefined) {
      const { name, value } = readOption(content, index + 1, section);
      if (section?.has(name))
        throw unusableProfile(l10n.t('Line {0} names a member for the second time.', index + 1));
      option = { indent, lines: [value] };
      section?.set(name, option);
    } else {
      const earlier = sections.get(header);
      if (earlier && header !== DEFAULTS)
        throw unusableProfile(l10n.t('The section "{0}" is there twice.', plainText(header, 60)));
      section = earlier ?? new Map();
      sections.set(header, section);
      option = undefined;
    }
  }
  return sections;
}

function readOption(content: string, line: number, section: Options | undefined) {
  const [, name, value] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(content) ?? [];
  if (name === undefined || value === undefined) {
    throw unusableProfile(l10n.t('Line {0} is neither a section nor a name with a value.', line));
  }
  if (!section) throw unusableProfile(l10n.t('Line {0} stands before the first section.', line));
  return { name: name.toLowerCase(), value };
}

function membersOf(options: readonly (readonly [string, Option])[], comment: RegExp): Section {
  return Object.fromEntries(
    options.map(([name, { lines }]) => {
      const value = lines.join('\n').trim();
      if (!value.includes('%(')) return [name, withoutComment(value, comment)];
      const shown = plainText(name, 60);
      throw unusableProfile(
        l10n.t('"{0}" refers to another member by "%(", which is not supported here.', shown),
      );
    }),
  );
}

const QUOTED = /^(["'])((?:(?!\1).)*)\1\s*(?:[#;].*)?$/s;

function withoutComment(value: string, comment: RegExp): string {
  const quoted = QUOTED.exec(value)?.[2];
  return quoted ?? value.split(comment, 1)[0]?.trim() ?? '';
}
