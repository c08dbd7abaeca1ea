import * as vscode from 'vscode';
import { CloudError } from '../cloud/error.ts';
import type { InstanceRecord } from '../domain/instance.ts';
import type { ChangeResult, Wanted } from '../inventory/changes.ts';
import type { Fleet } from '../inventory/fleet.ts';
import { obstacle } from '../inventory/obstacle.ts';
import type { LeftOut } from '../ui/confirmation.ts';
import { describe, showFailure } from '../ui/failure.ts';
import { inert } from '../ui/inert.ts';

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
  if (able.length === 0)
    throw new RangeError(leftOut.map(({ instance, why }) => `${instance.name}: ${why}`).join('\n'));
  return { able, leftOut };
}

/** Makes confirmed changes one after the other. Cancelling stops before the next one, never in the middle of one. */
export async function applyChanges(fleet: Fleet, changes: readonly Change[]): Promise<void> {
  const title = vscode.l10n.t('Changing backup encryption');
  const location = vscode.ProgressLocation.Notification;
  await vscode.window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    const results: string[] = [];
    for (const [index, { record, wanted }] of changes.entries()) {
      if (token.isCancellationRequested) {
        results.push(vscode.l10n.t('cancelled; {0} not changed', changes.length - index));
        break;
      }
      const { name } = record.instance;
      progress.report({ message: inert(name), increment: 100 / changes.length });
      results.push(await applyOne(fleet, { record, wanted }, changes.length === 1));
    }
    const shown = results.filter(Boolean);
    if (shown.length > 0) void vscode.window.showInformationMessage(inert(shown.join(' · ')));
  });
}

/** @returns what came of it in words; empty when it was shown as a failure of its own */
async function applyOne(fleet: Fleet, { record, wanted }: Change, alone: boolean): Promise<string> {
  const { accountId, id: instanceId, name, provider } = record.instance;
  try {
    return `${name}: ${resultWord(await fleet.changes.change({ accountId, instanceId }, wanted), wanted)}`;
  } catch (error) {
    if (!alone && error instanceof CloudError) return `${name}: ${describe(error)}`;
    const account = fleet.account(accountId);
    const place = `${account?.name ?? accountId}, ${name}`;
    const source = account?.credentials.source;
    showFailure(error, { name: place, accountId, instanceId, provider, source });
    return '';
  }
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
