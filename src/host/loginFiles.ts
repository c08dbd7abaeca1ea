import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';

/** Tools write a file in several steps: wait this long for the last one, milliseconds. */
const SETTLED = 300;

/** Watches the files that logins come from, so that a change is taken up at once. */
export class LoginFiles implements vscode.Disposable {
  readonly #changed: (accountId: string) => void;
  readonly #watchers = new Map<string, vscode.Disposable>();

  /** @param changed told of the account whose file was written, made or deleted */
  constructor(changed: (accountId: string) => void) {
    this.#changed = changed;
  }

  /** @param files the path of each account's file, by the account's id */
  watch(files: ReadonlyMap<string, string>): void {
    for (const watcher of this.#watchers.values()) watcher.dispose();
    this.#watchers.clear();
    for (const [accountId, path] of files) this.#watchers.set(accountId, this.#watcher(accountId, path));
  }

  #watcher(accountId: string, path: string): vscode.Disposable {
    const folder = vscode.Uri.file(dirname(path));
    const pattern = new vscode.RelativePattern(folder, basename(path));
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    let timer: NodeJS.Timeout | undefined;
    const written = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        this.#changed(accountId);
      }, SETTLED);
    };
    watcher.onDidChange(written);
    watcher.onDidCreate(written);
    watcher.onDidDelete(written);
    return {
      dispose() {
        clearTimeout(timer);
        watcher.dispose();
      },
    };
  }

  dispose(): void {
    this.watch(new Map());
  }
}
