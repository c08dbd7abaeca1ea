import * as vscode from 'vscode';
import { CloudError } from '../../cloud/error.ts';
import type { InstanceRecord } from '../../domain/instance.ts';
import { isoTime } from '../../domain/time.ts';
import type { ChangeResult, Wanted } from '../../fleet/changing/changes.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import { obstacle } from '../../fleet/changing/obstacle.ts';
import { tellSummary, type ChangeOutcome } from '../../ui/dialogs/changeSummary.ts';
import { describeLeftOut, type LeftOut } from '../../ui/dialogs/confirmation.ts';
import { describe, showFailure } from '../../ui/dialogs/failure.ts';
import type { GeneratedTexts } from '../../ui/generatedTexts.ts';
import { inert } from '../../texts/inert.ts';

/** One instance with what it is to become. */
export interface Change {
  readonly record: InstanceRecord;
  readonly wanted: Wanted;
}

/** Sorts out the instances that cannot be changed now. @throws RangeError with the reasons when none can */
export function changeable(
  change: 'enable' | 'disable',
  records: readonly InstanceRecord[],
): { able: InstanceRecord[]; leftOut: LeftOut[] } {
  const able = records.filter((record) => obstacle(change, record) === undefined);
  const leftOut = records.flatMap((record) => {
    const why = obstacle(change, record);
    return why === undefined ? [] : [{ instance: record.instance, why }];
  });
  if (able.length === 0) throw new RangeError(describeLeftOut(leftOut).join('\n'));
  return { able, leftOut };
}

/**
 * Makes confirmed changes one after the other. Cancelling stops before the next one, never in the middle of one. What
 * came of several can be read in a summary.
 */
export async function applyChanges(
  fleet: Fleet,
  changes: readonly Change[],
  texts: GeneratedTexts,
): Promise<void> {
  const [only, ...others] = changes;
  if (only && others.length === 0) {
    await applyAlone(fleet, only);
    return;
  }
  const since = isoTime(Date.now());
  const outcomes = await inTurn(changes, (change) => applyAmongOthers(fleet, change));
  const untouched = changes.slice(outcomes.length).map(({ record }) => record.instance);
  const requestIds = await requestIdsOf(fleet, outcomes, since);
  const told = outcomes.map((outcome) => ({ ...outcome, requestId: requestIds.get(outcome.instance.id) }));
  void tellSummary({ outcomes: told, untouched }, texts);
}

/** Works through changes under a notification that can stop before the next one. */
function inTurn<Result>(
  changes: readonly Change[],
  work: (change: Change) => Promise<Result>,
): Thenable<Result[]> {
  const title = vscode.l10n.t('Changing backup encryption');
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (progress, token) => {
    const results: Result[] = [];
    const count = changes.length;
    for (const [index, change] of changes.entries()) {
      if (token.isCancellationRequested) break;
      const { name } = change.record.instance;
      const message = count > 1 ? vscode.l10n.t('{0} of {1}: {2}', index + 1, count, name) : name;
      progress.report({ message: inert(message), increment: 100 / count });
      results.push(await work(change));
    }
    return results;
  });
}

/** One change has a message of its own, with what to do next where it failed. */
async function applyAlone(fleet: Fleet, change: Change): Promise<void> {
  const { accountId, id: instanceId, name, provider } = change.record.instance;
  try {
    const [result] = await inTurn([change], () =>
      fleet.changes.change({ accountId, instanceId }, change.wanted),
    );
    if (result)
      void vscode.window.showInformationMessage(inert(`${name}: ${resultWord(result, change.wanted)}`));
  } catch (error) {
    const account = fleet.account(accountId);
    const place = `${account?.name ?? accountId}, ${name}`;
    const source = account?.credentials.source;
    showFailure(error, { name: place, accountId, instanceId, provider, source });
  }
}

async function applyAmongOthers(fleet: Fleet, { record, wanted }: Change): Promise<ChangeOutcome> {
  const { instance } = record;
  const ended = (isDone: boolean, words: string) => ({ instance, at: isoTime(Date.now()), isDone, words });
  try {
    const { accountId, id: instanceId } = instance;
    const result = await fleet.changes.change({ accountId, instanceId }, wanted);
    return ended(result !== 'not-applied' && result !== 'unconfirmed', resultWord(result, wanted));
  } catch (error) {
    return ended(false, error instanceof CloudError ? describe(error) : String(error));
  }
}

/** As the journal has them; where it cannot be read, the summary goes without. */
async function requestIdsOf(
  { changes }: Fleet,
  outcomes: readonly ChangeOutcome[],
  since: string,
): Promise<Map<string, string>> {
  const accounts = new Set(outcomes.map(({ instance }) => instance.accountId));
  const ids = await Promise.allSettled([...accounts].map((id) => changes.requestIds(id, since)));
  return new Map(ids.flatMap((one) => (one.status === 'fulfilled' ? [...one.value] : [])));
}

function resultWord(result: ChangeResult, { change }: Wanted): string {
  const done =
    change === 'enable' ? vscode.l10n.t('encrypted from now on') : vscode.l10n.t('not encrypted from now on');
  const words: Record<ChangeResult, string> = {
    accepted: done,
    'not-seen': vscode.l10n.t('accepted, but the cloud does not show it yet; refresh to look again'),
    confirmed: vscode.l10n.t('{0} (the reply was lost; a reading confirms it)', done),
    'already-enabled': vscode.l10n.t('was on already; the key you chose was not applied'),
    'not-applied': vscode.l10n.t('not changed: the request was lost'),
    unconfirmed: vscode.l10n.t('the reply was lost and the result is not known; refresh to look again'),
  };
  return words[result];
}
