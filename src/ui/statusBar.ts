import * as vscode from 'vscode';
import { notEncrypted, type Posture } from '../domain/posture.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { VIEW_ID } from './tree/instanceTree.ts';
import { plainMarkdown } from '../texts/plainMarkdown.ts';
import { describeProgress } from '../texts/viewMessage.ts';
import { share, shownCount } from '../texts/words.ts';

/** One item on the left: how many backups are encrypted. Warning colour only when somebody should act. */
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

  update(): void {
    const accounts = this.#inventory.accounts();
    if (accounts.length === 0) {
      this.#item.hide();
      return;
    }
    const counts = this.#inventory.posture();
    const off = notEncrypted(counts);
    const icon = this.#inventory.refreshing ? 'sync~spin' : off > 0 ? 'unlock' : 'lock';
    this.#item.text = `$(${icon}) ${[share(counts), this.#progress()].filter(Boolean).join(' · ')}`;
    this.#item.backgroundColor =
      off > 0 ? new vscode.ThemeColor('statusBarItem.warningBackground') : undefined;
    this.#item.tooltip = this.#tooltip();
    const label = vscode.l10n.t('Backup encryption: {0}', inWords(counts));
    this.#item.accessibilityInformation = { label, role: 'button' };
    this.#item.show();
  }

  /** A line for each account. */
  #tooltip(): vscode.MarkdownString {
    const tooltip = new vscode.MarkdownString();
    for (const { name, counts, reason } of this.#inventory.accounts()) {
      const words = counts.total > 0 ? inWords(counts) : (reason?.message ?? '');
      tooltip.appendMarkdown(`- ${plainMarkdown(words ? `${name}: ${words}` : name)}\n`);
    }
    return tooltip;
  }

  /** How far a refresh has come. */
  #progress(): string {
    const { refreshing, progress } = this.#inventory;
    return refreshing ? describeProgress(progress) : '';
  }

  dispose(): void {
    this.#item.dispose();
  }
}

/** The counts that are not zero: "12 encrypted, 7 not encrypted, 5 unknown". */
function inWords(counts: Posture): string {
  const parts: readonly (readonly [number, string])[] = [
    [counts.on, vscode.l10n.t('{0} encrypted', shownCount(counts.on))],
    [counts.off, vscode.l10n.t('{0} not encrypted', shownCount(counts.off))],
    [counts.partial, vscode.l10n.t('{0} partly encrypted', shownCount(counts.partial))],
    [counts.unsupported, vscode.l10n.t('{0} not supported', shownCount(counts.unsupported))],
    [counts.unknown, vscode.l10n.t('{0} unknown', shownCount(counts.unknown))],
  ];
  const shown = parts.filter(([count]) => count > 0).map(([, words]) => words);
  return shown.length > 0 ? shown.join(', ') : vscode.l10n.t('no instances');
}
