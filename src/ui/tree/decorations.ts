import * as vscode from 'vscode';
import type { InstanceRef } from '../../domain/instance.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { InventoryChange } from '../../inventory/inventoryChange.ts';
import { stateBadge } from './appearance.ts';
import { Appearances } from './appearances.ts';
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
  readonly #appeared: (ref: InstanceRef) => void;
  readonly #appearances = new Appearances();
  readonly #changed = new vscode.EventEmitter<vscode.Uri[] | undefined>();
  readonly onDidChangeFileDecorations = this.#changed.event;
  readonly #registration: vscode.Disposable;

  /** @param appeared told of an instance whose row has come on the screen */
  constructor(inventory: Inventory, appeared: (ref: InstanceRef) => void) {
    this.#inventory = inventory;
    this.#appeared = appeared;
    this.#registration = vscode.window.registerFileDecorationProvider(this);
  }

  /** Whether an instance's row has been on the screen. */
  hasAppeared(ref: InstanceRef): boolean {
    return this.#appearances.has(ref);
  }

  /** Passes a change on to the rows it concerns; for one that was never drawn VS Code would ask nevertheless. */
  update(changes: readonly InventoryChange[]): void {
    const refs = changes
      .flatMap((change) => (change.kind === 'instances' ? refsOf(change) : []))
      .filter((ref) => this.#appearances.has(ref));
    const whole = changes.some(({ kind }) => kind === 'accounts');
    if (whole || refs.length > MOST_URIS) {
      this.#appearances.forget();
      this.#changed.fire(undefined);
    } else if (refs.length > 0) {
      for (const ref of refs) this.#appearances.tell(ref);
      this.#changed.fire(refs.map(instanceUri));
    }
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    if (uri.scheme !== SCHEME) return undefined;
    const [accountId, instanceId] = uri.path.slice(1).split('/').map(decodeURIComponent);
    if (accountId === undefined || instanceId === undefined) return undefined;
    const ref = { accountId, instanceId };
    const record = this.#inventory.record(ref);
    if (!record) return undefined;
    if (this.#appearances.note(ref)) {
      this.#inventory.attention.look(ref);
      this.#appeared(ref);
    }
    const { badge, color } = stateBadge(record.encryption);
    return new vscode.FileDecoration(badge, stateWords(record.encryption), color);
  }

  dispose(): void {
    this.#registration.dispose();
    this.#changed.dispose();
  }
}

function refsOf({ accountId, instanceIds }: Extract<InventoryChange, { kind: 'instances' }>): InstanceRef[] {
  return instanceIds.map((instanceId) => ({ accountId, instanceId }));
}
