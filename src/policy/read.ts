import * as l10n from '@vscode/l10n';
import { isScalar } from 'yaml';
import { DEFAULT_MAX_AGE } from '../domain/verdict.ts';
import type { Range } from './place.ts';
import { SEVERITIES, type Defaults, type Policy, type Rule } from './policy.ts';
import type { Problem } from './problem.ts';
import { Reader, type Member } from './reader.ts';
import { readException } from './readException.ts';
import { readRule } from './readRule.ts';
import { invalid, parseSource } from './source.ts';

export interface ReadPolicy {
  /** Unset when the file says nothing that could be one; what fits is there, whatever else does not. */
  readonly policy?: Policy;
  readonly problems: readonly Problem[];
}

const TOP: Range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const FAIL_ON = ['violation', 'unknown', 'expiring'] as const;
/** A fleet of thousands is matched against all of them, again and again. */
const MOST_PATTERNS = 1000;
/** By the words that editors have for it. */
const LEVEL_WORDS = { error: 'high', warning: 'medium', info: 'low' } as const;
const UNITS = { h: 60 * 60 * 1000, d: 24 * 60 * 60 * 1000, w: 7 * 24 * 60 * 60 * 1000 } as const;

type Members = ReadonlyMap<'version' | 'defaults' | 'rules' | 'exceptions' | 'check', Member>;

/** Reads a policy file, YAML or JSON. Whatever is in it: it becomes a policy or problems, and nothing throws. */
export function readPolicy(text: string): ReadPolicy {
  const { document, lines, problems } = parseSource(text);
  if (!document) return { problems };
  const { contents } = document;
  if (!contents || (isScalar(contents) && contents.value === null)) {
    return { problems: [...problems, invalid(l10n.t('This policy is empty: nothing is in force.'), TOP)] };
  }
  const reader = new Reader(document, lines);
  const members = reader.members(contents, ['version', 'defaults', 'rules', 'exceptions', 'check']);
  const policy = members && hasVersion(reader, members) ? assemble(reader, members) : undefined;
  return { ...(policy && { policy }), problems: [...problems, ...reader.problems] };
}

/** A file of another version may mean something else by the same words. */
function hasVersion(reader: Reader, members: Members): boolean {
  const member = members.get('version');
  if (!member) reader.complain(l10n.t('A policy begins with "version: 1".'), TOP);
  else if (!isScalar(member.node) || member.node.value !== 1) {
    reader.complain(l10n.t('Version 1 is the only one that is known here.'), reader.rangeOf(member.node));
  } else return true;
  return false;
}

function assemble(reader: Reader, members: Members): Policy | undefined {
  const rules = entriesOf(reader, members.get('rules'))
    .map((node) => readRule(reader, node))
    .filter((rule) => rule !== undefined);
  const ids = new Set<string>();
  const unique = rules.filter((rule) => {
    const isFirst = !ids.has(rule.id);
    ids.add(rule.id);
    if (!isFirst)
      reader.complain(l10n.t('There is another rule "{0}" before this one.', rule.id), rule.range);
    return isFirst;
  });
  if (countPatterns(unique) > MOST_PATTERNS) {
    reader.complain(l10n.t('A policy has 1,000 patterns at most.'), TOP);
    return undefined;
  }
  const exceptions = entriesOf(reader, members.get('exceptions'))
    .map((node, index) => readException(reader, node, index, ids))
    .filter((exception) => exception !== undefined);
  return {
    defaults: readDefaults(reader, members.get('defaults')),
    rules: unique,
    exceptions,
    check: readCheck(reader, members.get('check')),
  };
}

function countPatterns(rules: readonly Rule[]): number {
  return rules.flatMap(({ match }) => Object.values(match.globs)).flat().length;
}

function entriesOf(reader: Reader, member: Member | undefined) {
  return member?.node && !isNothing(member) ? (reader.entries(member.node) ?? []) : [];
}

/** A key without anything behind it is what is about to be typed. */
function isNothing({ node }: Member): boolean {
  return isScalar(node) && node.value === null;
}

function readDefaults(reader: Reader, member: Member | undefined): Defaults {
  const names = ['required', 'maxAge', 'onUnknown'] as const;
  const members = member && !isNothing(member) ? reader.members(member.node, names) : undefined;
  const [required, maxAge, onUnknown] = names.map((name) => members?.get(name));
  const level = onUnknown && reader.word(onUnknown.node, ['error', 'warning', 'info']);
  return {
    required: (required && reader.yesOrNo(required.node)) ?? true,
    maxAge: (maxAge && readAge(reader, maxAge)) ?? DEFAULT_MAX_AGE,
    onUnknown: level ? LEVEL_WORDS[level] : 'high',
    range: member?.range ?? TOP,
  };
}

/** @returns milliseconds */
function readAge(reader: Reader, { node }: Member): number | undefined {
  const text = reader.text(node);
  if (!text) return undefined;
  const age = parseAge(text.value);
  if (age === undefined) {
    reader.complain(l10n.t('An age is a number and a unit, such as 12h, 35d or 8w.'), text.range);
  }
  return age;
}

/** Reads `12h`, `35d` or `8w`. @returns milliseconds; undefined for what is no age */
export function parseAge(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? [];
  return count && unit ? Number(count) * UNITS[unit as keyof typeof UNITS] : undefined;
}

function readCheck(reader: Reader, member: Member | undefined): Policy['check'] {
  if (!member || isNothing(member)) return {};
  const members = reader.members(member.node, ['failOn', 'minSeverity']);
  const failOn = members?.get('failOn');
  const minSeverity = members?.get('minSeverity');
  const words = failOn && reader.entries(failOn.node)?.map((node) => reader.word(node, FAIL_ON));
  const least = minSeverity && reader.word(minSeverity.node, SEVERITIES);
  return {
    ...(words && { failOn: words.filter((word) => word !== undefined) }),
    ...(least && { minSeverity: least }),
  };
}
