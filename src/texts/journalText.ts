import * as l10n from '@vscode/l10n';
import type { Intent, JournalEntry, Outcome } from '../files/journalEntry.ts';
import { block } from './documents.ts';
import { plural } from './plural.ts';
import { shownTime } from '../domain/words.ts';
import { shownCount } from './words.ts';

/** As many are named: whoever needs more reads the file. */
const MOST_PROBLEMS = 20;

/** What the account and the instance of a change are called now, where the journal did not write it down. */
export type NamesOf = (intent: Intent) => { readonly account?: string; readonly instance?: string };

/** The journal as a text: an entry for each change, the newest first, with what came of it. */
export function journalText(entries: readonly JournalEntry[], namesOf: NamesOf): string {
  const intents = entries.filter((entry) => entry.entry === 'intent');
  if (intents.length === 0) return `${l10n.t('No changes yet.')}\n`;
  const outcomes = new Map(
    entries.flatMap((entry) => (entry.entry === 'outcome' ? [[entry.changeId, entry]] : [])),
  );
  const changes = intents.map((intent) =>
    describeChange(intent, outcomes.get(intent.changeId), namesOf(intent)),
  );
  return changes.reverse().join('\n');
}

function describeChange(intent: Intent, outcome: Outcome | undefined, names: ReturnType<NamesOf>): string {
  const { at, change, accountId, region, keyId, keyAlias, instanceId, principal, osUser } = intent;
  const result = outcome ? resultWord(outcome.result) : l10n.t('outcome not known');
  const account = named(intent.accountName ?? names.account, accountId);
  const said = [outcome?.code, outcome?.message].filter(Boolean).join(': ');
  return block([shownTime(at), changeWord(change), result].join(' · '), [
    instanceId && named(intent.instanceName ?? names.instance, instanceId),
    l10n.t('account {0}, region {1}', account, region),
    keyId && l10n.t('key {0}', named(keyAlias, keyId)),
    principal && l10n.t('signed in as {0}', principal),
    osUser && l10n.t('asked for by {0} on this computer', osUser),
    said,
    outcome?.requestId && l10n.t('request {0}', outcome.requestId),
  ]);
}

/** What something was called then, with the id that it is found by. */
function named(name: string | undefined, id: string): string {
  return name && name !== id ? `${name} (${id})` : id;
}

function changeWord(change: Intent['change']): string {
  const words: Record<Intent['change'], string> = {
    enable: l10n.t('enable'),
    disable: l10n.t('disable'),
    'create-role': l10n.t('create the service-linked role'),
  };
  return words[change];
}

function resultWord(result: Outcome['result']): string {
  const words: Record<Outcome['result'], string> = {
    accepted: l10n.t('accepted'),
    'already-enabled': l10n.t('was on already; no new key was applied'),
    refused: l10n.t('refused'),
    confirmed: l10n.t('reply lost; confirmed by reading'),
    'not-applied': l10n.t('reply lost; reading shows no change'),
  };
  return words[result];
}

/** Whether the chain of hashes holds, and where it does not. */
export function verdictOnJournal(
  lines: number,
  problems: readonly string[],
): { readonly message: string; readonly detail?: string } {
  if (problems.length === 0) {
    return {
      message: plural(lines, {
        one: l10n.t('The change journal is intact (1 line).'),
        other: l10n.t('The change journal is intact ({0} lines).', shownCount(lines)),
      }),
    };
  }
  return {
    message: plural(problems.length, {
      one: l10n.t(
        'The change journal is damaged in 1 place. A crash can leave an incomplete line; anything else was edited afterwards.',
      ),
      other: l10n.t(
        'The change journal is damaged in {0} places. A crash can leave an incomplete line; anything else was edited afterwards.',
        shownCount(problems.length),
      ),
    }),
    detail: problems.slice(0, MOST_PROBLEMS).join('\n'),
  };
}
