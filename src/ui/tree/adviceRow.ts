import * as vscode from 'vscode';
import type { AccountView } from '../../inventory/accountView.ts';
import { adviceWords } from '../../texts/advice.ts';
import type { AdviceNode } from './nodes.ts';

/** Fills a row with what to do about an account or a region; loaded when there first is such a row. */
export function fillAdvice(
  row: vscode.TreeItem,
  { region }: AdviceNode,
  account: AccountView,
): vscode.TreeItem {
  const reason = region === undefined ? account.reason : account.regionReasons.get(region);
  if (!reason) return row;
  const { command, description, spoken } = adviceWords(reason, account, region);
  return Object.assign(row, {
    label: command.title,
    description,
    iconPath: new vscode.ThemeIcon('lightbulb'),
    contextValue: 'advice',
    command: { command: command.id, title: command.title, arguments: [...command.arguments] },
    accessibilityInformation: { label: spoken },
  });
}
