import * as l10n from '@vscode/l10n';
import { stringify } from 'yaml';
import { plainText } from '../domain/text.ts';
import { dayAhead } from './day.ts';
import type { AccountFact, FleetFacts } from './fleetFacts.ts';
import { DEFAULT_RULE, pathOf, type Subject } from './policy.ts';

/** A policy to begin with: one rule for each account that is there, with comments. */
export function draftPolicy(
  fleet: FleetFacts,
  nameOf: (account: AccountFact) => string,
  now: number,
): string {
  const ids = new Set([DEFAULT_RULE]);
  const rules = fleet.accounts.flatMap((account) => {
    const subjects = fleet.subjects.filter(({ instance }) => instance.accountId === account.id);
    return ruleLines(account, nameOf(account), subjects, ids);
  });
  const lastRule = [...ids].at(-1) ?? DEFAULT_RULE;
  return [
    ...head(),
    ...(rules.length > 0 ? ['rules:', ...rules] : ['rules: []']),
    ...tail(fleet, lastRule, now),
    '',
  ].join('\n');
}

function head(): string[] {
  return [
    comment(
      l10n.t(
        'Which databases must have encrypted backups. This file is data: it changes nothing at any cloud.',
      ),
    ),
    'version: 1',
    '',
    comment(
      l10n.t(
        'What holds for instances that no rule fits, how old evidence may be, and how grave it is not to know.',
      ),
    ),
    'defaults:',
    '  required: true',
    '  maxAge: 35d',
    '  onUnknown: error',
    '',
    comment(
      l10n.t(
        'The first rule that fits an instance is the one that applies. Patterns: * for any characters, ? for one.',
      ),
    ),
  ];
}

function tail(fleet: FleetFacts, rule: string, now: number): string[] {
  return [
    '',
    comment(
      l10n.t(
        'An exception names its instances, and somebody who answers for it; it ends after 366 days at most.',
      ),
    ),
    'exceptions: []',
    ...exampleLines(fleet, rule, now).map(comment),
  ];
}

function ruleLines(
  { provider, id }: AccountFact,
  name: string,
  subjects: readonly Subject[],
  ids: Set<string>,
): string[] {
  const able = new Set(subjects.filter(({ encryption }) => encryption.state !== 'unsupported').map(engineOf));
  const isMixed = able.size > 0 && !able.has('') && subjects.some((subject) => !able.has(engineOf(subject)));
  const match = { provider, account: id, ...(isMixed && { engine: [...able].sort() }) };
  return [
    `  ${comment(plainText(name))}`,
    `  - id: ${freeId(`${provider}-${id}`, ids)}`,
    `    match: ${inline(match)}`,
    '    require: { encrypted: true }',
    '    severity: high',
  ];
}

function exampleLines({ subjects }: FleetFacts, rule: string, now: number): string[] {
  const [first] = subjects;
  const path = first ? pathOf(first.instance) : 'provider/account/region/id';
  return [
    `  - rule: ${rule}`,
    `    instances: [${plainText(path)}]`,
    '    owner: dba@example.com',
    '    reason: Copy that is retired in spring',
    `    expires: ${dayAhead(now, 90)}`,
  ];
}

function engineOf({ instance }: Subject): string {
  return instance.engine.toLowerCase();
}

/** Lower-case words with hyphens, and no other rule's. */
function freeId(text: string, ids: Set<string>): string {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? ['rule'];
  const wanted = words.join('-').slice(0, 50).replace(/-$/, '');
  let id = wanted;
  for (let number = 2; ids.has(id); number += 1) id = `${wanted}-${number}`;
  ids.add(id);
  return id;
}

function inline(value: object): string {
  return stringify(value, { collectionStyle: 'flow', lineWidth: 0 }).trim();
}

function comment(text: string): string {
  return `# ${text}`;
}
