import * as vscode from 'vscode';
import type { Range } from '../policy/place.ts';
import type { Problem } from '../policy/problem.ts';

/** What stands before a problem's code, in every language: people search for it. */
const SOURCE = 'Backup Encryption';

const SEVERITIES: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** @param docs the page of the policy file, with a place for each code */
export function diagnosticOf(problem: Problem, file: vscode.Uri, docs: vscode.Uri): vscode.Diagnostic {
  const { code, message, range, severity, related = [], isUnnecessary } = problem;
  const diagnostic = new vscode.Diagnostic(rangeOf(range), message, SEVERITIES[severity]);
  diagnostic.source = SOURCE;
  diagnostic.code = { value: code, target: docs.with({ fragment: code }) };
  diagnostic.relatedInformation = related.map(
    (one) =>
      new vscode.DiagnosticRelatedInformation(new vscode.Location(file, rangeOf(one.range)), one.message),
  );
  if (isUnnecessary) diagnostic.tags = [vscode.DiagnosticTag.Unnecessary];
  return diagnostic;
}

export function rangeOf({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
