import * as vscode from 'vscode';
import { GROUPINGS } from '../domain/viewChoice.ts';
import { groupingWord } from '../texts/groups.ts';
import type { CommandContext } from './shared/command.ts';

/** Groups the tree by account, cloud, state or engine. A key binding can name which. */
export async function groupBy({ views }: CommandContext, argument?: unknown): Promise<void> {
  const given = GROUPINGS.find((grouping) => grouping === argument);
  const grouping = given ?? (await pickGrouping(views.choice.grouping));
  await views.arrange({ ...views.choice, grouping });
}

async function pickGrouping(current: string): Promise<(typeof GROUPINGS)[number]> {
  const items = GROUPINGS.map((grouping) => ({
    label: groupingWord(grouping),
    grouping,
    ...(grouping === current && {
      description: vscode.l10n.t('current'),
      iconPath: new vscode.ThemeIcon('check'),
    }),
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t('Group instances by'),
  });
  if (!chosen) throw new vscode.CancellationError();
  return chosen.grouping;
}
