import * as vscode from 'vscode';
import type { Inventory } from '../inventory/inventory.ts';
import { completionsAt } from '../policy/completion.ts';
import { lensesOf } from '../policy/lenses.ts';
import { includes } from '../policy/place.ts';
import { partsOf, type Policy } from '../policy/policy.ts';
import { instanceTooltip } from '../texts/tooltip.ts';
import { rangeOf } from './diagnostics.ts';
import { SHOW_INSTANCES } from './fixes.ts';
import type { PolicyViews } from './policyView.ts';
import { argumentOf } from './showInstances.ts';

/** How the instances of a rule stand, and when an exception ends. */
export class PolicyLenses implements vscode.CodeLensProvider {
  readonly onDidChangeCodeLenses: vscode.Event<void>;
  readonly #desk: PolicyViews;
  readonly #inventory: Inventory;

  constructor(desk: PolicyViews, inventory: Inventory) {
    this.#desk = desk;
    this.#inventory = inventory;
    this.onDidChangeCodeLenses = desk.onDidChange;
  }

  provideCodeLenses(document: vscode.TextDocument): vscode.CodeLens[] {
    const isOn = vscode.workspace.getConfiguration('backupEncryption.policy', document).get('codeLens');
    const view = isOn !== false ? this.#desk.viewOf(document) : undefined;
    if (!view?.policy) return [];
    return lensesOf(view.policy, view.judged, this.#readAt(), Date.now()).map(({ range, text, subjects }) => {
      const command = subjects.length > 0 ? SHOW_INSTANCES : '';
      return new vscode.CodeLens(rangeOf(range), { title: text, command, arguments: [argumentOf(subjects)] });
    });
  }

  /** When the account that was read longest ago was, to the minute. */
  #readAt(): string {
    const times = this.#inventory.accounts().flatMap(({ refreshedAt }) => refreshedAt ?? []);
    const [oldest] = times.sort();
    return oldest ? `${oldest.slice(11, 16)} UTC` : '';
  }
}

/** On an instance's name: the tooltip of its row. */
export class PolicyHovers implements vscode.HoverProvider {
  readonly #desk: PolicyViews;
  readonly #inventory: Inventory;

  constructor(desk: PolicyViews, inventory: Inventory) {
    this.#desk = desk;
    this.#inventory = inventory;
  }

  provideHover(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
    const policy = this.#desk.viewOf(document)?.policy;
    const placed = policy && pathsIn(policy).find(({ range }) => includes(range, position));
    const parts = placed && partsOf(placed.value);
    const account = parts && this.#inventory.account(parts.accountId);
    const record = parts && this.#inventory.record({ accountId: parts.accountId, instanceId: parts.id });
    if (!account || record?.instance.region !== parts.region) return undefined;
    return new vscode.Hover(
      new vscode.MarkdownString(instanceTooltip(record, account)),
      rangeOf(placed.range),
    );
  }
}

function pathsIn({ rules, exceptions }: Policy) {
  return [
    ...rules.flatMap(({ match }) => match.ids ?? []),
    ...exceptions.flatMap(({ instances }) => instances),
  ];
}

/** Members of a policy and words of the fleet. */
export class PolicyCompletions implements vscode.CompletionItemProvider {
  readonly #desk: PolicyViews;

  constructor(desk: PolicyViews) {
    this.#desk = desk;
  }

  provideCompletionItems(document: vscode.TextDocument, position: vscode.Position): vscode.CompletionItem[] {
    const { start, items } = completionsAt(document.getText(), document.offsetAt(position), this.#desk.facts);
    const range = new vscode.Range(document.positionAt(start), position);
    return items.map(({ label, text, detail, isMember }, index) => {
      const { Property, Value } = vscode.CompletionItemKind;
      const item = new vscode.CompletionItem(label, isMember ? Property : Value);
      return Object.assign(item, {
        insertText: text,
        detail,
        range,
        sortText: String(index).padStart(5, '0'),
      });
    });
  }
}
