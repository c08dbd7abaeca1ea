import * as vscode from 'vscode';
import type { Inventory } from '../inventory/inventory.ts';
import type { StatusWords } from '../texts/statusBar.ts';
import { VIEW_ID } from './tree/instanceTree.ts';

/** One item on the left: how many backups are encrypted. Warning color only when somebody should act. */
export class StatusBar implements vscode.Disposable {
  readonly #inventory: Inventory;
  readonly #item: vscode.StatusBarItem;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#item = vscode.window.createStatusBarItem(
      'backupEncryption.posture',
      vscode.StatusBarAlignment.Left,
    );
    this.#item.name = vscode.l10n.t('Backup Encryption');
    this.#item.command = `${VIEW_ID}.focus`;
  }

  /** Its words are loaded when there is something to say. */
  update(): void {
    if (this.#inventory.accounts().length === 0) this.#show(undefined);
    else
      void import('../texts/statusBar.ts').then((texts) => {
        this.#show(texts.statusWords(this.#inventory));
      });
  }

  #show(words: StatusWords | undefined): void {
    if (!words) {
      this.#item.hide();
      return;
    }
    const { icon, text, isWarning, tooltip, spoken } = words;
    this.#item.text = `$(${icon}) ${text}`;
    this.#item.backgroundColor = isWarning
      ? new vscode.ThemeColor('statusBarItem.warningBackground')
      : undefined;
    this.#item.tooltip = new vscode.MarkdownString(tooltip);
    this.#item.accessibilityInformation = { label: spoken, role: 'button' };
    this.#item.show();
  }

  dispose(): void {
    this.#item.dispose();
  }
}
