import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { obstacle } from '../fleet/changing/obstacle.ts';
import type { Inventory } from '../inventory/inventory.ts';
import { removeException } from '../policy/editing.ts';
import { pathOf, type Subject } from '../policy/policy.ts';
import type { Problem, ProblemCode } from '../policy/problem.ts';
import { rangeOf } from './diagnostics.ts';
import type { PolicyViews } from './policyView.ts';
import { argumentOf } from './showInstances.ts';
import { replacement } from './textEdit.ts';

/** Commands of ours that only an editor of a policy calls. */
export const SHOW_INSTANCES = 'backupEncryption.policy.showInstances';
export const ADD_EXCEPTION = 'backupEncryption.policy.addException';
export const EXTEND_EXCEPTION = 'backupEncryption.policy.extendException';

const SWITCHED_ON: ReadonlySet<ProblemCode> = new Set([
  'not-encrypted',
  'partly-encrypted',
  'no-longer-encrypted',
]);
const REMOVED: ReadonlySet<ProblemCode> = new Set(['exception-unused', 'exception-duplicate']);

/** What can be done about a problem, on the light bulb. A change of a cloud goes through its confirmation, always. */
export class PolicyFixes implements vscode.CodeActionProvider {
  static readonly kinds = { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] };
  readonly #desk: PolicyViews;
  readonly #inventory: Inventory;

  constructor(desk: PolicyViews, inventory: Inventory) {
    this.#desk = desk;
    this.#inventory = inventory;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const text = document.getText();
    const problems = this.#desk.viewOf(document)?.problems ?? [];
    return problems
      .filter((problem) => rangeOf(problem.range).intersection(range))
      .flatMap((problem) => {
        const shown = diagnostics.filter(
          (one) => codeOf(one) === problem.code && one.range.isEqual(rangeOf(problem.range)),
        );
        const fixes = [
          ...this.#forInstances(problem, document.uri),
          ...forException(problem, document, text),
        ];
        return fixes.map((fix) => Object.assign(fix, { diagnostics: shown }));
      });
  }

  #forInstances({ code, subjects = [], rule }: Problem, uri: vscode.Uri): vscode.CodeAction[] {
    if (subjects.length === 0) return [];
    const refs = (some: readonly Subject[]) =>
      some.map(({ instance }) => ({ accountId: instance.accountId, instanceId: instance.id }));
    const able = SWITCHED_ON.has(code) ? subjects.filter((subject) => this.#canEnable(subject)) : [];
    const all = refs(subjects);
    const nameOf = (id: string) => this.#inventory.account(id)?.name ?? id;
    const paths = subjects.map(({ instance }) => pathOf(instance));
    const enabled = refs(able);
    return [
      ...(able.length > 0
        ? [fix(l10n.t('Enable Backup Encryption…'), 'backupEncryption.enable', enabled[0], enabled)]
        : []),
      fix(l10n.t('Show in Instances'), SHOW_INSTANCES, argumentOf(subjects, nameOf)),
      all.length === 1
        ? fix(l10n.t('Refresh'), 'backupEncryption.refreshInstance', all[0])
        : fix(l10n.t('Refresh'), 'backupEncryption.refresh'),
      fix(l10n.t('Add exception…'), ADD_EXCEPTION, uri, rule, paths),
    ];
  }

  #canEnable({ instance }: Subject): boolean {
    const record = this.#inventory.record({ accountId: instance.accountId, instanceId: instance.id });
    return record !== undefined && obstacle('enable', record) === undefined;
  }
}

function forException(problem: Problem, document: vscode.TextDocument, text: string): vscode.CodeAction[] {
  const { code, exception, path, isUnnecessary } = problem;
  if (exception === undefined) return [];
  if (!REMOVED.has(code))
    return [fix(l10n.t('Extend exception…'), EXTEND_EXCEPTION, document.uri, exception)];
  const changed = isUnnecessary ? removeException(text, exception, path) : undefined;
  if (changed === undefined) return [];
  const action = new vscode.CodeAction(l10n.t('Remove unused exception'), vscode.CodeActionKind.QuickFix);
  action.edit = replacement(document, changed);
  action.isPreferred = true;
  return [action];
}

function fix(title: string, command: string, ...args: unknown[]): vscode.CodeAction {
  const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
  action.command = { title, command, arguments: args };
  return action;
}

function codeOf({ code }: vscode.Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : '';
}
