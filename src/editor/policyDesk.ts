import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Journal } from '../files/journal.ts';
import type { DoneChange } from '../files/journalIndex.ts';
import { fleetFacts } from '../fleet/reporting/fleetFacts.ts';
import type { Inventory } from '../inventory/inventory.ts';
import type { FleetFacts } from '../policy/fleetFacts.ts';
import { POLICY_FILES } from '../policy/policy.ts';
import type { Problem } from '../policy/problem.ts';
import { readPolicy } from '../policy/read.ts';
import { reviewPolicy } from '../policy/review.ts';
import { invalid } from '../policy/source.ts';
import { diagnosticOf } from './diagnostics.ts';
import { policyCommands } from './exceptionSteps.ts';
import { PolicyFixes } from './fixes.ts';
import { findPolicies } from './policyFiles.ts';
import type { PolicyView, PolicyViews } from './policyView.ts';
import type { Arrange } from './showInstances.ts';
import { PolicyCompletions, PolicyHovers, PolicyLenses } from './providers.ts';

/** After a key is pressed there is often another. Milliseconds. */
const CALM = 300;
/** While a fleet is read its states come all the time. */
const FRAME = 1000;

type Entry = [vscode.Uri, readonly vscode.Diagnostic[]];

export interface DeskContext {
  readonly inventory: Inventory;
  readonly extensionUri: vscode.Uri;
  readonly onDidChangeInstances: vscode.Event<void>;
  journal(): Promise<Journal>;
  readonly show: Arrange;
}

/** Keeps the problems of all policies in the workspace, and what their editors show. It changes nothing of the fleet. */
export class PolicyDesk implements PolicyViews, vscode.Disposable {
  readonly #context: DeskContext;
  readonly #diagnostics = vscode.languages.createDiagnosticCollection('backupEncryption.policy');
  readonly #changed = new vscode.EventEmitter<void>();
  readonly #subscriptions: vscode.Disposable[];
  #facts: FleetFacts = { subjects: [], accounts: [] };
  #inForce = new Set<string>();
  /** The files that have an entry among the diagnostics. */
  #shown: readonly vscode.Uri[] = [];
  #looked = new Map<
    string,
    { readonly text: string; readonly facts: FleetFacts; readonly view: PolicyView }
  >();
  #timer: NodeJS.Timeout | undefined;
  #frame: NodeJS.Timeout | undefined;
  #updating: Promise<void> = Promise.resolve();

  constructor(context: DeskContext) {
    this.#context = context;
    const watcher = vscode.workspace.createFileSystemWatcher('**/backup-encryption.{yaml,yml,json}');
    const files = { pattern: `**/{${POLICY_FILES.join()}}` };
    const later = (): void => this.#later();
    const typed = ({ document }: { document: vscode.TextDocument }): void => {
      if (vscode.languages.match(files, document) > 0) later();
    };
    const { registerCodeLensProvider, registerHoverProvider } = vscode.languages;
    this.#subscriptions = [
      watcher,
      ...[watcher.onDidCreate, watcher.onDidChange, watcher.onDidDelete].map((event) => event(later)),
      vscode.workspace.onDidChangeTextDocument(typed),
      vscode.workspace.onDidOpenTextDocument((document) => typed({ document })),
      vscode.workspace.onDidCloseTextDocument((document) => typed({ document })),
      vscode.workspace.onDidChangeWorkspaceFolders(later),
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('backupEncryption.policy')) this.#changed.fire();
      }),
      context.onDidChangeInstances(() => this.#inTime()),
      registerCodeLensProvider(files, new PolicyLenses(this, context.inventory)),
      registerHoverProvider(files, new PolicyHovers(this, context.inventory)),
      vscode.languages.registerCompletionItemProvider(
        files,
        new PolicyCompletions(this),
        ' ',
        '-',
        '/',
        '"',
        '[',
      ),
      vscode.languages.registerCodeActionsProvider(
        files,
        new PolicyFixes(this, context.inventory),
        PolicyFixes.kinds,
      ),
      ...policyCommands(context.show),
    ];
    this.#later();
  }

  get onDidChange(): vscode.Event<void> {
    return this.#changed.event;
  }

  get facts(): FleetFacts {
    return this.#facts;
  }

  viewOf(document: vscode.TextDocument): PolicyView | undefined {
    const { uri } = document;
    return this.#inForce.has(String(uri)) ? this.#look(uri, document.getText()) : undefined;
  }

  /** Editors ask again and again: for lenses, at each place of the cursor, where the pointer rests. */
  #look(uri: vscode.Uri, text: string): PolicyView {
    const facts = this.#facts;
    const looked = this.#looked.get(String(uri));
    if (looked?.text === text && looked.facts === facts) return looked.view;
    const view = judged(text, facts);
    this.#looked.set(String(uri), { text, facts, view });
    return view;
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#refresh();
    }, CALM);
  }

  #inTime(): void {
    this.#frame ??= setTimeout(() => {
      this.#frame = undefined;
      this.#refresh();
    }, FRAME);
  }

  #refresh(): void {
    this.#updating = this.#updating.catch(() => undefined).then(() => this.#update());
  }

  async #update(): Promise<void> {
    const files = await findPolicies();
    const done = files.length > 0 ? await this.#changes() : new Map<string, DoneChange>();
    this.#facts = fleetFacts(this.#context.inventory, done);
    this.#inForce = new Set(files.map(({ uri }) => String(uri)));
    const docs = vscode.Uri.joinPath(this.#context.extensionUri, 'docs', 'policy.md');
    const entries = files.flatMap(({ uri, text, others }): Entry[] => [
      [uri, this.#look(uri, text).problems.map((problem) => diagnosticOf(problem, uri, docs))],
      ...others.map((other): Entry => [other, [diagnosticOf(notInForce(uri), other, docs)]]),
    ]);
    const gone = this.#shown.filter((uri) => !entries.some(([kept]) => String(kept) === String(uri)));
    this.#diagnostics.set([...entries, ...gone.map((uri): Entry => [uri, []])]);
    this.#shown = entries.map(([uri]) => uri);
    this.#changed.fire();
  }

  /** The changes that were made here: what a key is judged from. Without them it is not verified. */
  async #changes(): Promise<ReadonlyMap<string, DoneChange>> {
    try {
      return (await (await this.#context.journal()).standing()).done;
    } catch {
      return new Map();
    }
  }

  dispose(): void {
    clearTimeout(this.#timer);
    clearTimeout(this.#frame);
    vscode.Disposable.from(...this.#subscriptions, this.#diagnostics, this.#changed).dispose();
  }
}

function judged(text: string, facts: FleetFacts): PolicyView {
  const { policy, problems } = readPolicy(text);
  if (!policy) return { problems, judged: [] };
  const review = reviewPolicy(policy, facts, Date.now());
  return { policy, judged: review.judged, problems: [...problems, ...review.problems] };
}

function notInForce(inForce: vscode.Uri): Problem {
  const top = { line: 0, character: 0 };
  const name = inForce.path.slice(inForce.path.lastIndexOf('/') + 1);
  return invalid(l10n.t('{0} is in force in this folder; this file is not read.', name), {
    start: top,
    end: top,
  });
}
