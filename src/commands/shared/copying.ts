import * as vscode from 'vscode';
import { systemClock } from '../../domain/time.ts';
import { reportRows } from '../../fleet/reporting/makeReport.ts';
import type { Row } from '../../report/report.ts';
import { instanceCount } from '../../texts/words.ts';
import { instancesFrom } from './arguments.ts';
import type { CommandContext } from './command.ts';

/** Puts instances on the clipboard: a row, or the selection that it is part of. */
export async function copyInstances(
  { inventory }: CommandContext,
  argument: unknown,
  selection: unknown,
  textOf: (rows: readonly Row[]) => string,
): Promise<void> {
  const records = await instancesFrom(inventory, argument, selection, () => true);
  const rows = reportRows(inventory, records, systemClock);
  await vscode.env.clipboard.writeText(textOf(rows));
  const [only] = rows;
  const what = only && rows.length === 1 ? only.name : instanceCount(rows.length);
  vscode.window.setStatusBarMessage(vscode.l10n.t('Copied {0}', what), 3000);
}
