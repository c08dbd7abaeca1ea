import * as vscode from 'vscode';
import type { Intent, JournalEntry, Outcome } from '../inventory/schemas.ts';
import { shownTime } from './words.ts';

const SCHEME = 'backup-encryption-journal';
const URI = vscode.Uri.from({ scheme: SCHEME, path: '/Change Journal.txt' });

/** The change journal as a text to read; the file itself stays as it is. */
export class JournalDocument implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #read: () => Promise<readonly JournalEntry[]>;
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(read: () => Promise<readonly JournalEntry[]>) {
    this.#read = read;
    this.#registration = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this);
  }

  /** Opens it, as it is now. */
  async open(): Promise<void> {
    this.#changed.fire(URI);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(URI), { preview: true });
  }

  async provideTextDocumentContent(): Promise<string> {
    const lines = describeChanges(await this.#read());
    return lines.length > 0 ? `${lines.join('\n')}\n` : vscode.l10n.t('No change was asked for yet.');
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

/** A line for each change, the newest first, with what came of it. */
function describeChanges(entries: readonly JournalEntry[]): string[] {
  const intents = entries.filter((entry) => entry.entry === 'intent');
  const outcomes = new Map(
    entries.flatMap((entry) => (entry.entry === 'outcome' ? [[entry.changeId, entry]] : [])),
  );
  return intents.map((intent) => describeChange(intent, outcomes.get(intent.changeId))).reverse();
}

function describeChange(intent: Intent, outcome: Outcome | undefined): string {
  const { at, change, instanceId, accountId, region, keyId } = intent;
  const result = outcome ? resultWord(outcome.result) : vscode.l10n.t('outcome not known');
  const said = [outcome?.code, outcome?.message, outcome?.requestId && `request ${outcome.requestId}`];
  return [
    shownTime(at),
    changeWord(change),
    instanceId,
    `${accountId}, ${region}`,
    keyId && vscode.l10n.t('key {0}', keyId),
    result,
    ...said,
  ]
    .filter(Boolean)
    .join(' · ');
}

function changeWord(change: Intent['change']): string {
  const words: Record<Intent['change'], string> = {
    enable: vscode.l10n.t('enable'),
    disable: vscode.l10n.t('disable'),
    'create-role': vscode.l10n.t('create the service-linked role'),
  };
  return words[change];
}

function resultWord(result: Outcome['result']): string {
  const words: Record<Outcome['result'], string> = {
    accepted: vscode.l10n.t('accepted'),
    'already-enabled': vscode.l10n.t('was on already, the key was not applied'),
    refused: vscode.l10n.t('refused'),
    confirmed: vscode.l10n.t('reply lost, confirmed by reading'),
    'not-applied': vscode.l10n.t('reply lost, not applied by reading'),
  };
  return words[result];
}
