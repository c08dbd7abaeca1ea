import { setImmediate as turn } from 'node:timers/promises';
import * as vscode from 'vscode';
import { systemClock } from '../../domain/time.ts';
import { isFiltering } from '../../domain/viewChoice.ts';
import { makeReport, type Scope } from '../../fleet/reporting/makeReport.ts';
import { findPolicies } from '../../editor/policyFiles.ts';
import type { PolicyFile } from '../../fleet/reporting/judging.ts';
import { readPolicy } from '../../policy/read.ts';
import type { Writer } from '../../report/writer.ts';
import type { Report } from '../../report/report.ts';
import { instanceCount } from '../../texts/words.ts';
import { askChoice, type Choice } from '../../ui/pickers/choice.ts';
import { BACK } from '../../ui/pickers/frame.ts';
import type { CommandContext } from './command.ts';
import { instanceRefs, textMember } from './arguments.ts';

/** The id of this extension. */
const OWN_ID = 'backup-encryption.backup-encryption';
/** As long a report is written before others get their turn, milliseconds. */
const SLICE = 20;

/** What is known now, as a report; no cloud is asked. */
export async function currentReport({ inventory, host }: CommandContext, scope: Scope): Promise<Report> {
  const [journal, fleet, policy] = await Promise.all([host.journal(), host.fleet(), policyInForce()]);
  const histories = await Promise.all(inventory.accounts().map(({ id }) => historyOf(fleet, id)));
  return makeReport(
    { inventory, journal, tool: ownTool(), clock: systemClock, policy, history: histories.flat() },
    scope,
  );
}

/**
 * The policy of the workspace: of its first folder that has one.
 * @throws RangeError when it says nothing that could be in force: no report judges as if it were not there
 */
async function policyInForce(): Promise<PolicyFile | undefined> {
  const [file] = await findPolicies();
  if (!file) return undefined;
  const name = vscode.workspace.asRelativePath(file.uri);
  const { policy } = readPolicy(file.text);
  if (policy) return { name, policy };
  throw new RangeError(vscode.l10n.t('The policy {0} cannot be read; see its problems.', name));
}

function ownTool(): { name: string; version: string } {
  const extension = vscode.extensions.getExtension(OWN_ID);
  const { name, version } = extension?.packageJSON as { readonly name: string; readonly version: string };
  return { name, version };
}

/** Of an account whose settings do not fit there is none. */
async function historyOf(fleet: Awaited<ReturnType<CommandContext['host']['fleet']>>, id: string) {
  return fleet.account(id) ? fleet.history(id) : [];
}

/** A report in one piece, written in slices: the window goes on meanwhile, and can stop it. */
export async function writtenBy(write: Writer, report: Report, signal: AbortSignal): Promise<string> {
  let text = '';
  let since = performance.now();
  for (const piece of write(report)) {
    text += piece;
    if (performance.now() - since < SLICE) continue;
    await turn();
    signal.throwIfAborted();
    since = performance.now();
  }
  return text;
}

/**
 * What a report is to be about: the rows or the account that it was called with, else it asks.
 * @throws CancellationError when nothing was picked
 */
export async function scopeFrom(
  context: CommandContext,
  argument: unknown,
  selection: unknown,
): Promise<Scope> {
  const refs = instanceRefs(argument, selection);
  if (refs.length > 0) return { kind: 'selection', refs };
  const accountId = textMember(argument, 'accountId');
  if (accountId !== undefined) return { kind: 'account', accountId };
  const choices = scopes(context);
  const [only] = choices;
  if (only && choices.length === 1) return only.value;
  const title = vscode.l10n.t('Export Report');
  const chosen = await askChoice({ title }, vscode.l10n.t('What should the report be about?'), choices);
  if (chosen === BACK) throw new vscode.CancellationError();
  return chosen;
}

function scopes({ inventory, views }: CommandContext): Choice<Scope>[] {
  const { selection, choice, found } = views;
  const choices = [scope('organization', vscode.l10n.t('All accounts'), '', { kind: 'all' })];
  if (isFiltering(choice.filter)) {
    const label = vscode.l10n.t('What the filter shows');
    const filtered = { kind: 'filter', filter: choice.filter } as const;
    choices.push(scope('filter', label, instanceCount(found.shown), filtered));
  }
  if (selection.length > 0) {
    const label = vscode.l10n.t('The selection');
    choices.push(
      scope('list-selection', label, instanceCount(selection.length), { kind: 'selection', refs: selection }),
    );
  }
  const accounts = inventory.accounts().map(({ id, name, records }) => {
    return scope('account', name, instanceCount(records.size), { kind: 'account', accountId: id });
  });
  return accounts.length > 1 ? [...choices, ...accounts] : choices;
}

function scope(icon: string, label: string, description: string, value: Scope): Choice<Scope> {
  return { label, description, iconPath: new vscode.ThemeIcon(icon), value };
}
