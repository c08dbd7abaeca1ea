import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import { setTimeout as pass } from 'node:timers/promises';
import * as vscode from 'vscode';
import { until } from '../../support/until.ts';

interface Row {
  readonly name: string;
  readonly below: readonly Row[];
}

const leaf = (name: string): Row => ({ name, below: [] });
const open: Row = { name: 'open', below: Array.from({ length: 50 }, (_, at) => leaf(`open ${at}`)) };
const closed: Row = { name: 'closed', below: Array.from({ length: 50 }, (_, at) => leaf(`closed ${at}`)) };

/** What VS Code itself does when a tree says that something changed: docs/platform-facts.md. */
describe('VS Code, told of a change in a tree', () => {
  const changed = new vscode.EventEmitter<Row | Row[] | undefined>();
  const asked: string[] = [];
  let view: vscode.TreeView<Row>;

  before(async () => {
    await vscode.commands.executeCommand('setContext', 'backupEncryptionCompanion.probing', true);
    view = vscode.window.createTreeView('backupEncryptionCompanion.probe', {
      treeDataProvider: {
        onDidChangeTreeData: changed.event,
        getChildren: (row) => (row ? [...row.below] : [open, closed]),
        getTreeItem({ name, below }) {
          asked.push(name);
          const { Collapsed, Expanded, None } = vscode.TreeItemCollapsibleState;
          const item = new vscode.TreeItem(
            name,
            below.length === 0 ? None : name === 'open' ? Expanded : Collapsed,
          );
          return Object.assign(item, { id: name });
        },
      },
    });
    await vscode.commands.executeCommand('backupEncryptionCompanion.probe.focus');
    await until(() => asked.includes('open 49'), 'the tree is drawn');
  });
  beforeEach(async () => {
    await pass(500);
    asked.length = 0;
  });
  after(async () => {
    view.dispose();
    changed.dispose();
    await vscode.commands.executeCommand('setContext', 'backupEncryptionCompanion.probing', false);
  });

  /** The rows it asks for. */
  async function askedAfter(event: Row | Row[] | undefined): Promise<string[]> {
    changed.fire(event);
    await until(() => asked.length > 0, 'VS Code asks');
    await pass(500);
    return asked;
  }

  it('asks for a row without any below it alone', async () => {
    assert.deepEqual(await askedAfter(open.below[7]), ['open 7']);
  });

  it('asks for all that stand below an open row as well', async () => {
    assert.equal((await askedAfter(open)).length, 51);
  });

  it('asks for a closed row alone', async () => {
    assert.deepEqual(await askedAfter(closed), ['closed']);
  });

  it('asks once for a row that it is told of together with the one above it', async () => {
    const [row = open] = open.below;
    assert.equal((await askedAfter([row, open])).length, 51);
  });

  it('asks for nothing when it is told of a row that it has never seen', async () => {
    changed.fire(closed.below[0]);
    await pass(500);
    assert.deepEqual(asked, []);
  });
});
