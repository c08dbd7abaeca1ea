import { DEFAULT_RULE, MATCHERS, pathOf, SEVERITIES } from './policy.ts';
import type { FleetFacts } from './fleetFacts.ts';

/** Which members there are where in a policy, and which words; a place is the names that lead to it. */

const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  '': ['version', 'defaults', 'rules', 'exceptions', 'check'],
  defaults: ['required', 'maxAge', 'onUnknown'],
  rules: ['id', 'description', 'match', 'require', 'severity', 'controls'],
  'rules.match': [...MATCHERS, 'ids'],
  'rules.require': ['encrypted', 'logs', 'key'],
  'rules.require.key': ['kind', 'ids'],
  exceptions: ['rule', 'instances', 'owner', 'reason', 'expires', 'ticket'],
  check: ['failOn', 'minSeverity'],
};

const TRUTHS = ['true', 'false'];

const WORDS: Readonly<Record<string, readonly string[]>> = {
  version: ['1'],
  'defaults.required': TRUTHS,
  'defaults.maxAge': ['35d', '7d', '24h'],
  'defaults.onUnknown': ['error', 'warning', 'info'],
  'rules.require.encrypted': TRUTHS,
  'rules.require.logs': TRUTHS,
  'rules.require.key.kind': ['customer', 'service'],
  'rules.severity': SEVERITIES,
  'check.failOn': ['violation', 'unknown', 'expiring'],
  'check.minSeverity': SEVERITIES,
};

export function membersAt(place: string): readonly string[] | undefined {
  return MEMBERS[place];
}

/** A word that fits somewhere, and what it stands for. */
export interface Word {
  readonly word: string;
  readonly detail?: string;
}

/** @param rules the ids of the rules of this policy */
export function wordsAt(place: string, fleet: FleetFacts, rules: readonly string[]): readonly Word[] {
  const { subjects, accounts } = fleet;
  const named = (words: readonly string[]) => [...new Set(words)].sort().map((word) => ({ word }));
  switch (place) {
    case 'rules.match.provider':
      return named(accounts.map(({ provider }) => provider));
    case 'rules.match.account':
      return accounts.map(({ id, provider }) => ({ word: id, detail: provider }));
    case 'rules.match.region':
      return named(subjects.map(({ instance }) => instance.region));
    case 'rules.match.engine':
      return named(subjects.map(({ instance }) => instance.engine.toLowerCase()).filter(Boolean));
    case 'rules.match.name':
      return named(subjects.map(({ instance }) => instance.name).filter(Boolean));
    case 'rules.match.ids':
    case 'exceptions.instances':
      return subjects.map(({ instance }) => ({ word: pathOf(instance), detail: instance.name }));
    case 'exceptions.rule':
      return named([...rules, DEFAULT_RULE]);
    default:
      return named(WORDS[place] ?? []);
  }
}
