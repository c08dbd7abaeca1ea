import * as vscode from 'vscode';
import type { ShownState } from '../../domain/posture.ts';
import { STATES, type Filter } from '../../domain/viewChoice.ts';
import { stateIcon } from '../tree/appearance.ts';
import { describeFound, type Found } from '../../texts/viewMessage.ts';
import { stateWord } from '../../domain/words.ts';
import { shownCount } from '../../texts/words.ts';

/** Milliseconds: the tree answers when nothing was typed for so long. */
const PAUSE = 100;

interface StateItem extends vscode.QuickPickItem {
  readonly state: ShownState;
}

/**
 * Asks for a filter: words to be typed, states to be ticked. The tree shows the effect meanwhile.
 * @param show filters the tree, and returns what is left
 * @throws CancellationError when the picker was closed
 */
export async function askFilter(
  start: Filter,
  counts: ReadonlyMap<ShownState, number>,
  show: (filter: Filter) => Found,
): Promise<void> {
  const pick = vscode.window.createQuickPick<StateItem>();
  const title = vscode.l10n.t('Filter Instances');
  const items = stateItems(counts, start);
  Object.assign(pick, { title, items, value: start.text, canSelectMany: true, ignoreFocusOut: true });
  pick.placeholder = vscode.l10n.t(
    'Type words from name, id, region, engine or account; select states below',
  );
  pick.selectedItems = items.filter(({ state }) => start.states.includes(state));
  let timer: NodeJS.Timeout | undefined;
  const apply = () => {
    clearTimeout(timer);
    const found = show({ text: pick.value, states: pick.selectedItems.map(({ state }) => state) });
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

/** The states there are, and those asked for before. */
function stateItems(counts: ReadonlyMap<ShownState, number>, { states }: Filter): StateItem[] {
  const offered = STATES.filter((state) => counts.has(state) || states.includes(state));
  return offered.map((state) => stateItem(state, counts.get(state) ?? 0));
}

function stateItem(state: ShownState, count: number): StateItem {
  return {
    label: stateWord(state),
    description: shownCount(count),
    iconPath: stateIcon(state),
    alwaysShow: true,
    state,
  };
}
