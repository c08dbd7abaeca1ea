import * as vscode from 'vscode';

/** The edit that makes a document another text, and leaves alone what both have in common. */
export function replacement(document: vscode.TextDocument, changed: string): vscode.WorkspaceEdit {
  const text = document.getText();
  const most = Math.min(text.length, changed.length);
  let start = 0;
  while (start < most && text[start] === changed[start]) start += 1;
  let rest = 0;
  while (rest < most - start && text.at(-1 - rest) === changed.at(-1 - rest)) rest += 1;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(text.length - rest));
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, range, changed.slice(start, changed.length - rest));
  return edit;
}
