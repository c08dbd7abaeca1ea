import * as l10n from '@vscode/l10n';
import type { Node } from 'yaml';
import { readDay } from './day.ts';
import { DEFAULT_RULE, type Exception, type Placed } from './policy.ts';
import { shown, type Member, type Reader } from './reader.ts';
import { readPaths } from './readRule.ts';

/** So that "ok" is no reason. */
export const SHORTEST_REASON = 10;

const NAMES = ['rule', 'instances', 'owner', 'reason', 'expires', 'ticket'] as const;
type Name = (typeof NAMES)[number];

/** Reads one exception. One that does not say all that it must softens nothing. */
export function readException(
  reader: Reader,
  node: Node,
  index: number,
  rules: ReadonlySet<string>,
): Exception | undefined {
  const members = reader.members(node, NAMES);
  if (!members) return undefined;
  const range = reader.rangeOf(node);
  const needed = (name: Name): Member | undefined => {
    const member = members.get(name);
    if (!member) reader.complain(l10n.t('An exception needs "{0}".', name), range);
    return member;
  };
  const [inRule, named, byWhom, why, until] = [
    needed('rule'),
    needed('instances'),
    needed('owner'),
    needed('reason'),
    needed('expires'),
  ];
  const ticket = members.get('ticket');
  const rule = inRule && readRuleId(reader, inRule, rules);
  const instances = named && readPaths(reader, named.node);
  const owner = byWhom && reader.text(byWhom.node);
  const reason = why && readReason(reader, why);
  const expires = until && readExpires(reader, until);
  const reference = ticket && reader.text(ticket.node);
  if (!rule || !instances || !owner || !reason || !expires) return undefined;
  return {
    range,
    index,
    rule,
    instances,
    owner: owner.value,
    reason,
    expires,
    ...(reference && { ticket: reference.value }),
  };
}

function readRuleId(
  reader: Reader,
  { node }: Member,
  rules: ReadonlySet<string>,
): Placed<string> | undefined {
  const rule = reader.text(node);
  if (!rule || rule.value === DEFAULT_RULE || rules.has(rule.value)) return rule;
  reader.complain(l10n.t('There is no rule "{0}" here.', shown(rule.value)), rule.range);
  return undefined;
}

function readReason(reader: Reader, { node }: Member): string | undefined {
  const reason = reader.text(node);
  if (!reason) return undefined;
  if (isReason(reason.value)) return reason.value;
  reader.complain(l10n.t('A reason has 10 characters at least.'), reason.range);
  return undefined;
}

export function isReason(text: string): boolean {
  return [...text.trim()].length >= SHORTEST_REASON;
}

function readExpires(reader: Reader, { node }: Member): Placed<string> | undefined {
  const day = reader.text(node);
  if (!day || readDay(day.value) !== undefined) return day;
  reader.complain(l10n.t('An exception expires on a day, such as 2027-01-31.'), day.range);
  return undefined;
}
