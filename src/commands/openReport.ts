import { writeHtml } from '../report/writers/html.ts';
import { showReport } from '../ui/reportPanel.ts';
import { withCancel, type CommandContext } from './shared/command.ts';
import { currentReport, scopeFrom, writtenBy } from './shared/reports.ts';
import * as vscode from 'vscode';

/** Shows the report as it is now, in a panel that runs nothing. */
export async function openReport(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  const isAsked = argument !== undefined;
  const scope = isAsked ? await scopeFrom(context, argument, selection) : ({ kind: 'all' } as const);
  await withCancel(vscode.l10n.t('Writing the report'), async (signal) => {
    const report = await currentReport(context, scope);
    showReport(await writtenBy(writeHtml, report, signal));
  });
}
