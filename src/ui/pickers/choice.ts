import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { BACK } from './frame.ts';
import { frameInput, settled, whileBusy, type Frame } from './frame.ts';

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** Why it cannot be chosen; it is shown all the same. */
  readonly unusable?: string;
}

/** What may be typed where no choice fits. It is looked at before it counts. */
export interface Typed<T> {
  /** The choice that a typed text becomes; undefined for one that cannot be any. */
  readonly choice: (text: string) => vscode.QuickPickItem | undefined;
  /** What the text stands for, or why it cannot be taken, in words. */
  readonly look: (text: string, signal: AbortSignal) => Promise<{ value: T } | { problem: string }>;
}

/**
 * Asks for one of several, or for what can be typed in their place.
 * @returns the chosen value, or BACK
 * @throws CancellationError when the picker was closed
 */
export async function askChoice<T>(
  frame: Frame,
  placeholder: string,
  choices: readonly (Choice<T> | vscode.QuickPickItem)[],
  typed?: Typed<T>,
): Promise<T | typeof BACK> {
  const pick = vscode.window.createQuickPick<Choice<T> | vscode.QuickPickItem>();
  const closed = new AbortController();
  frameInput(pick, frame);
  pick.placeholder = placeholder;
  pick.items = choices;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const own = typed && offerTyped(pick, choices, typed);
  return settled(pick, closed, () => {
    const [chosen] = pick.selectedItems;
    if (own?.is(chosen)) return own.look(closed.signal);
    if (!chosen || !('value' in chosen)) return Promise.resolve(undefined);
    if (chosen.unusable) complain(pick, frame, `${chosen.label}: ${chosen.unusable}`);
    return Promise.resolve(chosen.unusable ? undefined : chosen.value);
  });
}

/** Puts what is typed among the choices, as the last of them; when it cannot be taken, that choice says why. */
function offerTyped<T>(
  pick: vscode.QuickPick<vscode.QuickPickItem>,
  choices: readonly vscode.QuickPickItem[],
  typed: Typed<T>,
) {
  let own: vscode.QuickPickItem | undefined;
  const show = (item: vscode.QuickPickItem | undefined) => {
    own = item && { ...item, alwaysShow: true };
    pick.items = own ? [...choices, own] : choices;
  };
  pick.onDidChangeValue((text) => {
    show(typed.choice(text.trim()));
  });
  return {
    is: (item: vscode.QuickPickItem | undefined) => item !== undefined && item === own,
    async look(signal: AbortSignal): Promise<T | undefined> {
      const text = pick.value.trim();
      const seen = await whileBusy(pick, () => typed.look(text, signal));
      if (seen && 'value' in seen) return seen.value;
      if (own && seen) show({ ...own, description: '', detail: seen.problem, iconPath: UNUSABLE });
      return undefined;
    },
  };
}

/** How a choice looks that is shown, but cannot be made. */
export const UNUSABLE = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));

/**
 * Asks for several; what is typed can be taken as well, since no list of ours is complete.
 * @param typed makes a choice of a typed text, or undefined when it cannot be one
 */
export async function askSeveral(
  frame: Frame,
  placeholder: string,
  choices: readonly vscode.QuickPickItem[],
  typed: (text: string) => vscode.QuickPickItem | undefined,
): Promise<readonly string[] | typeof BACK> {
  const pick = vscode.window.createQuickPick();
  frameInput(pick, frame);
  pick.placeholder = placeholder;
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = choices;
  pick.selectedItems = choices.filter(({ picked }) => picked);
  pick.onDidChangeValue((text) => {
    const own = choices.some(({ label }) => label === text) ? undefined : typed(text);
    const chosen = pick.selectedItems;
    const kept = chosen.filter((item) => !choices.includes(item) && item.label !== own?.label);
    pick.items = [...(own ? [own] : []), ...kept, ...choices];
    pick.selectedItems = chosen;
  });
  return settled(pick, new AbortController(), () => {
    const labels = pick.selectedItems.map(({ label }) => label);
    if (labels.length === 0) complain(pick, frame, l10n.t('Select at least one.'));
    return Promise.resolve(labels.length > 0 ? labels : undefined);
  });
}

/** Says in the title why it does not go on: a picker has no other place that stays in sight. */
function complain(pick: vscode.QuickPick<vscode.QuickPickItem>, { title }: Frame, why: string): void {
  pick.title = `${title} — ${why}`;
}
