import * as l10n from '@vscode/l10n';
import type { Node } from 'yaml';
import type { KeyRequirement } from '../domain/verdict.ts';
import { makeGlob, type Glob } from './glob.ts';
import {
  DEFAULT_RULE,
  MATCHERS,
  partsOf,
  SEVERITIES,
  type Match,
  type Matcher,
  type Placed,
  type Rule,
} from './policy.ts';
import { shown, type Member, type Reader } from './reader.ts';

const RULE_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const LONGEST_ID = 64;

type Require = Pick<Rule, 'required' | 'logs' | 'key'>;

/**
 * Reads one rule. Without an id, or when it is not clear what it matches, there is none: it could take instances away
 * from others. What else does not fit counts as the strictest.
 */
export function readRule(reader: Reader, node: Node): Rule | undefined {
  const names = ['id', 'match', 'require', 'severity', 'controls', 'description'] as const;
  const members = reader.members(node, names);
  if (!members) return undefined;
  const id = readId(reader, members.get('id'), node);
  const match = readMatch(reader, members.get('match'), node);
  const require = readRequire(reader, members.get('require'));
  const severity = members.get('severity');
  const controls = members.get('controls');
  const description = members.get('description');
  if (description) reader.text(description.node);
  const grave = severity && reader.word(severity.node, SEVERITIES);
  const texts = controls && reader.texts(controls.node);
  if (!id || !match) return undefined;
  const rest = { severity: grave ?? 'high', controls: texts?.map(({ value }) => value) ?? [] };
  return { id: id.value, range: id.range, match, ...require, ...rest };
}

function readId(reader: Reader, member: Member | undefined, node: Node): Placed<string> | undefined {
  if (!member) {
    reader.complain(l10n.t('A rule needs an "id".'), reader.rangeOf(node));
    return undefined;
  }
  const id = reader.text(member.node);
  if (!id) return undefined;
  if (id.value === DEFAULT_RULE) {
    reader.complain(l10n.t('"default" is what applies where no rule does; choose another id.'), id.range);
    return undefined;
  }
  if (RULE_ID.test(id.value) && id.value.length <= LONGEST_ID) return id;
  reader.complain(l10n.t('The id of a rule is lower-case words with hyphens, such as prod-mysql.'), id.range);
  return undefined;
}

function readMatch(reader: Reader, member: Member | undefined, node: Node): Match | undefined {
  if (!member) {
    reader.complain(l10n.t('A rule needs a "match".'), reader.rangeOf(node));
    return undefined;
  }
  const before = reader.problems.length;
  const members = reader.members(member.node, [...MATCHERS, 'ids']);
  if (!members) return undefined;
  const globs: Partial<Record<Matcher, readonly Glob[]>> = {};
  for (const matcher of MATCHERS) {
    const given = members.get(matcher);
    const texts = given && reader.textOrTexts(given.node);
    if (texts) globs[matcher] = texts.map(({ value }) => makeGlob(value));
  }
  const named = members.get('ids');
  const ids = named && readPaths(reader, named.node);
  if (members.size === 0 && reader.problems.length === before) {
    const message = l10n.t('A match says which instances: by {0} or ids.', MATCHERS.join(', '));
    reader.complain(message, member.range);
  }
  if (named && members.size > 1) reader.complain(l10n.t('A match has either ids or patterns.'), named.range);
  if (reader.problems.length > before) return undefined;
  return { globs, ...(ids && { ids, paths: new Set(ids.map(({ value }) => value)) }) };
}

/** Instances by name; never by a pattern, so that they do not grow. */
export function readPaths(reader: Reader, node: Node | undefined): readonly Placed<string>[] | undefined {
  return reader.texts(node)?.filter(({ value, range }) => {
    const isPath = partsOf(value) !== undefined && !/[*?]/.test(value);
    if (!isPath) {
      const message = l10n.t('"{0}" is no instance: write provider/account/region/id.', shown(value));
      reader.complain(message, range);
    }
    return isPath;
  });
}

function readRequire(reader: Reader, member: Member | undefined): Require {
  const members = member && reader.members(member.node, ['encrypted', 'logs', 'key']);
  const encrypted = members?.get('encrypted');
  const logs = members?.get('logs');
  const key = members?.get('key');
  return {
    required: (encrypted && reader.yesOrNo(encrypted.node)) ?? true,
    logs: logs ? (reader.yesOrNo(logs.node) ?? true) : false,
    ...(key && { key: readKey(reader, key) }),
  };
}

function readKey(reader: Reader, { node }: Member): KeyRequirement {
  const members = reader.members(node, ['kind', 'ids']);
  const kind = members?.get('kind');
  const ids = members?.get('ids');
  const word = kind && reader.word(kind.node, ['customer', 'service']);
  const texts = ids && reader.texts(ids.node);
  return { ...(word && { kind: word }), ...(texts && { ids: texts.map(({ value }) => value) }) };
}
