import * as vscode from 'vscode';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryChange } from '../../inventory/inventoryChange.ts';
import { stateBadge } from './appearance.ts';
import { stateWords } from '../../texts/words.ts';

/** Ours alone: no other decoration provider speaks for these rows. */
const SCHEME = 'backup-encryption';
/** VS Code cuts an event of more URIs silently. */
const MOST_URIS = 250;

/** The URI that stands for an instance's row. */
export function instanceUri({ accountId, instanceId }: InstanceRef): vscode.Uri {
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${encodeURIComponent(accountId)}/${encodeURIComponent(instanceId)}`,
  });
}

/** Badge and colour of each instance's row, by its encryption state. */
export class Decorations implements vscode.FileDecorationProvider, vscode.Disposable {
  readonly #inventory: Inventory;
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration: vscode.Disposable;

  constructor(inventory: Inventory) {
    this.#inventory = inventory;
    this.#registration = vscode.window.registerFileDecorationProvider(this);
  }

  /** Passes a change on to the rows it concerns. */
  update(changes: readonly InventoryChange[]): void {
    const uris = changes.flatMap((change) =>
      change.kind === 'instances'
        ? change.instanceIds.map((instanceId) => instanceUri({ accountId: change.accountId, instanceId }))
        : [],
    );
    const whole = changes.some(({ kind }) => kind === 'accounts');
    if (whole || uris.length > MOST_URIS) this.#changed.fire(undefined);
    else if (uris.length > 0) this.#changed.fire(uris);
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME) return undefined;
    const [accountId, instanceId] = uri.path.slice(1).split('/').map(decodeURIComponent);
    if (accountId === undefined || instanceId === undefined) return undefined;
    const record = this.#inventory.record({ accountId, instanceId });
    if (!record) return undefined;
    // VS Code asks for rows on the screen only.
    this.#inventory.attention.look({ accountId, instanceId });
    const { badge, color } = stateBadge(record.encryption);
    return new vscode.FileDecoration(badge, stateWords(record.encryption), color);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}
