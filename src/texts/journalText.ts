import * as l10n from '@vscode/l10n';
import type { Intent, JournalEntry, Outcome } from '../files/journalEntry.ts';
import { plural } from './plural.ts';
import { shownCount, shownTime } from './words.ts';

/** As many are named: whoever needs more reads the file. */
const MOST_PROBLEMS = 20;

/** The journal as a text: a line for each change, the newest first, with what came of it. */
export function journalText(entries: readonly JournalEntry[]): string {
  const intents = entries.filter((entry) => entry.entry === 'intent');
  if (intents.length === 0) return l10n.t('No change was asked for yet.');
  const outcomes = new Map(
    entries.flatMap((entry) => (entry.entry === 'outcome' ? [[entry.changeId, entry]] : [])),
  );
  const lines = intents.map((intent) => describeChange(intent, outcomes.get(intent.changeId)));
  return `${lines.reverse().join('\n')}\n`;
}

function describeChange(intent: Intent, outcome: Outcome | undefined): string {
  const { at, change, accountId, region, keyId, keyAlias, instanceId, instanceName, principal } = intent;
  const result = outcome ? resultWord(outcome.result) : l10n.t('outcome not known');
  const said = [
    outcome?.code,
    outcome?.message,
    outcome?.requestId && l10n.t('request {0}', outcome.requestId),
  ];
  const key = keyId && l10n.t('key {0}', named(keyAlias, keyId));
  const place = `${intent.accountName || accountId}, ${region}`;
  const who = principal && l10n.t('by {0}', principal);
  return [
    shownTime(at),
    changeWord(change),
    named(instanceName, instanceId),
    place,
    key,
    who,
    result,
    ...said,
  ]
    .filter(Boolean)
    .join(' · ');
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
    'already-enabled': l10n.t('was on already, the key was not applied'),
    refused: l10n.t('refused'),
    confirmed: l10n.t('reply lost, confirmed by reading'),
    'not-applied': l10n.t('reply lost, not applied by reading'),
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
