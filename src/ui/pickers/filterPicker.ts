import * as vscode from 'vscode';
import type { Filter } from '../../domain/viewChoice.ts';
import { describeFound, type Found } from '../../texts/viewMessage.ts';
import { filterFrom, filterItems, type FilterCounts } from './filterItems.ts';

/** Milliseconds: the tree answers when nothing was typed for so long. */
const PAUSE = 100;

/**
 * Asks for a filter: words to be typed, states and what happened to be ticked. The tree shows the effect meanwhile.
 * @param show filters the tree, and returns what is left
 * @throws CancellationError when the picker was closed
 */
export async function askFilter(
  start: Filter,
  counts: FilterCounts,
  show: (filter: Filter) => Found,
): Promise<void> {
  const pick = vscode.window.createQuickPick();
  const title = vscode.l10n.t('Filter Instances');
  const choices = filterItems(counts, start);
  const items = choices.map(({ item }) => item);
  Object.assign(pick, { title, items, value: start.text, canSelectMany: true, ignoreFocusOut: true });
  pick.placeholder = vscode.l10n.t(
    'Type words from name, id, region, engine or account; select states and changes below',
  );
  pick.selectedItems = choices.filter(({ picked }) => picked).map(({ item }) => item);
  let timer: NodeJS.Timeout | undefined;
  const apply = () => {
    clearTimeout(timer);
    const found = show(filterFrom(pick.value, choices, pick.selectedItems));
    pick.title = `${title} · ${describeFound(found)}`;
  };
  pick.onDidChangeValue(() => {
    clearTimeout(timer);
    timer = setTimeout(apply, PAUSE);
  });
  pick.onDidChangeSelection(apply);
  const { promise, resolve, reject } = Promise.withResolvers<boolean>();
  pick.onDidAccept(() => {
    apply();
    resolve(true);
  });
  pick.onDidHide(() => reject(new vscode.CancellationError()));
  apply();
  pick.show();
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    pick.dispose();
  }
}
