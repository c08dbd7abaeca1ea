import * as vscode from 'vscode';

/** Loads what policies need once there is one: a workspace without any loads nothing of it. */
export class PolicyWatch implements vscode.Disposable {
  readonly #open: () => Promise<vscode.Disposable>;
  readonly #subscriptions: vscode.Disposable[];
  #desk: Promise<vscode.Disposable> | undefined;

  constructor(open: () => Promise<vscode.Disposable>) {
    this.#open = open;
    const { workspace } = vscode;
    const watcher = workspace.createFileSystemWatcher(
      '**/backup-encryption.{yaml,yml,json}',
      false,
      true,
      true,
    );
    this.#subscriptions = [
      watcher,
      watcher.onDidCreate(() => this.#found()),
      workspace.onDidChangeWorkspaceFolders(() => this.#look()),
    ];
    this.#look();
  }

  /** A search would take long in a large folder, and there are three names only. */
  #look(): void {
    for (const { uri } of vscode.workspace.workspaceFolders ?? [])
      for (const ending of ['yaml', 'yml', 'json'])
        vscode.workspace.fs.stat(vscode.Uri.joinPath(uri, `backup-encryption.${ending}`)).then(
          () => this.#found(),
          () => undefined,
        );
  }

  #found(): void {
    this.#desk ??= this.#open();
  }

  dispose(): void {
    vscode.Disposable.from(...this.#subscriptions).dispose();
    void this.#desk?.then((desk) => {
      desk.dispose();
    });
  }
}
