import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { CloudError } from '../../cloud/error.ts';
import type { InstanceRecord } from '../../domain/instance.ts';
import { isoTime } from '../../domain/time.ts';
import type { ChangeResult } from '../../fleet/changing/changes.ts';
import type { Wanted } from '../../fleet/changing/wanted.ts';
import { obstacle } from '../../fleet/changing/obstacle.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import { resultWords } from '../../texts/changeResult.ts';
import { describeLeftOut } from '../../texts/confirmation.ts';
import { describe, placeOf } from '../../texts/failure.ts';
import { inert } from '../../texts/inert.ts';
import type { ChangeOutcome, LeftOut, Named } from '../../texts/named.ts';
import { showFailure } from '../../ui/dialogs/failure.ts';
import { tell } from '../../ui/dialogs/messages.ts';
import { tellSummary } from '../../ui/dialogs/summary.ts';
import type { CommandContext } from './command.ts';

/** An instance with the name of its account. */
export interface Subject extends Named {
  readonly record: InstanceRecord;
}

/** One instance with what it is to become. */
export interface Change extends Subject {
  readonly wanted: Wanted;
}

/** Sorts out the instances that cannot be changed now. @throws RangeError with the reasons when none can */
export function changeable(
  change: 'enable' | 'disable',
  records: readonly InstanceRecord[],
  inventory: Inventory,
): { able: Subject[]; leftOut: LeftOut[] } {
  const able: Subject[] = [];
  const leftOut: LeftOut[] = [];
  for (const record of records) {
    const { instance } = record;
    const account = inventory.account(instance.accountId)?.name ?? instance.accountId;
    const why = obstacle(change, record);
    if (why === undefined) able.push({ instance, account, record });
    else leftOut.push({ instance, account, why });
  }
  if (able.length === 0) throw new RangeError(describeLeftOut(leftOut).join('\n'));
  return { able, leftOut };
}

/**
 * Makes confirmed changes one after the other. Cancelling stops before the next one, never in the middle of one. What
 * came of several can be read in a summary.
 */
export async function applyChanges(context: CommandContext, changes: readonly Change[]): Promise<void> {
  const fleet = await context.host.fleet();
  const [only, ...others] = changes;
  if (only && others.length === 0) {
    await applyAlone(context.inventory, fleet, only);
    return;
  }
  const since = isoTime(Date.now());
  const outcomes = await inTurn(changes, (change) => applyAmongOthers(fleet, change));
  const untouched = changes.slice(outcomes.length);
  const requestIds = await requestIdsOf(fleet, outcomes, since);
  const told = outcomes.map((outcome) => ({ ...outcome, requestId: requestIds.get(outcome.instance.id) }));
  void tellSummary({ outcomes: told, untouched }, context.texts);
}

/** Works through changes under a notification that can stop before the next one; of one alone nothing can be stopped. */
function inTurn<Result>(
  changes: readonly Change[],
  work: (change: Change) => Promise<Result>,
): Thenable<Result[]> {
  const title = l10n.t('Changing backup encryption');
  const count = changes.length;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: count > 1 };
  return vscode.window.withProgress(options, async (progress, token) => {
    const results: Result[] = [];
    for (const [index, change] of changes.entries()) {
      if (token.isCancellationRequested) break;
      const { name } = change.instance;
      const message = count > 1 ? l10n.t('{0} of {1}: {2}', index + 1, count, name) : name;
      progress.report({ message: inert(message), increment: 100 / count });
      results.push(await work(change));
    }
    return results;
  });
}

/** One change has a message of its own, with what to do next where it failed. */
async function applyAlone(inventory: Inventory, fleet: Fleet, change: Change): Promise<void> {
  const { accountId, id: instanceId, name } = change.instance;
  try {
    const [result] = await inTurn([change], () =>
      fleet.changes.change({ accountId, instanceId }, change.wanted),
    );
    if (result) tell(`${name}: ${words(result, change)}`);
  } catch (error) {
    const account = inventory.account(accountId);
    showFailure(error, account && placeOf(account, change.instance));
  }
}

async function applyAmongOthers(fleet: Fleet, change: Change): Promise<ChangeOutcome> {
  const { instance, account, wanted } = change;
  const ended = (isDone: boolean, words: string) => {
    return { instance, account, at: isoTime(Date.now()), isDone, words };
  };
  try {
    const { accountId, id: instanceId } = instance;
    const result = await fleet.changes.change({ accountId, instanceId }, wanted);
    return ended(result !== 'not-applied' && result !== 'unconfirmed', words(result, change));
  } catch (error) {
    return ended(false, error instanceof CloudError ? describe(error) : String(error));
  }
}

/** By what was known of the backups before. */
function words(result: ChangeResult, { record, wanted }: Change): string {
  return resultWords(result, wanted.change, record.encryption.evidence?.coverage);
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
