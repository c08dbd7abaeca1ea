import { homedir } from 'node:os';
import { isAbsolute } from 'node:path';
import * as vscode from 'vscode';
import { findFormat, FORMAT_NAMES, type FormatName } from '../report/formats.ts';
import { formatDetail, formatLabel } from '../texts/reportFormats.ts';
import { offerFile } from '../ui/dialogs/savedFile.ts';
import { askChoice } from '../ui/pickers/choice.ts';
import { BACK } from '../ui/pickers/frame.ts';
import { writeFile } from '../host/writeFile.ts';
import { textMember } from './shared/arguments.ts';
import { withCancel, type CommandContext } from './shared/command.ts';
import { currentReport, scopeFrom, writtenBy } from './shared/reports.ts';

/** The languages that reports can be written in. */
const LANGUAGES = ['en'];

/**
 * Writes what is known now as a file, for whoever has no VS Code. With `{ format, file, language? }` it asks nothing.
 * Nothing is sent anywhere.
 */
export async function exportReport(
  context: CommandContext,
  argument?: unknown,
  selection?: unknown,
): Promise<void> {
  const isSilent = textMember(argument, 'format') !== undefined;
  const scope = isSilent ? ({ kind: 'all' } as const) : await scopeFrom(context, argument, selection);
  const { name, target } = isSilent ? given(argument) : await ask();
  const format = findFormat(name);
  if (!format) throw new RangeError(vscode.l10n.t('There is no report format "{0}".', name));
  await withCancel(vscode.l10n.t('Writing the report'), async (signal) => {
    const report = await currentReport(context, scope);
    const text = await writtenBy(await format.load(), report, signal);
    signal.throwIfAborted();
    await writeFile(target, text);
  });
  if (!isSilent) offerFile(target, name === 'html');
}

/** What a key binding or another extension asked for. */
function given(argument: unknown): { name: string; target: vscode.Uri } {
  const language = textMember(argument, 'language') ?? LANGUAGES[0] ?? '';
  if (!LANGUAGES.includes(language)) {
    throw new RangeError(
      vscode.l10n.t('There are no reports in "{0}" yet, but in: {1}.', language, LANGUAGES.join(', ')),
    );
  }
  const file = textMember(argument, 'file');
  if (!file || !isAbsolute(file)) {
    throw new RangeError(vscode.l10n.t('Say which file the report is to be, as "file": a whole path.'));
  }
  return { name: textMember(argument, 'format') ?? '', target: vscode.Uri.file(file) };
}

async function ask(): Promise<{ name: string; target: vscode.Uri }> {
  const name = await askChoice(
    { title: vscode.l10n.t('Export Report') },
    vscode.l10n.t('In which format?'),
    FORMAT_NAMES.map((value) => ({ label: formatLabel(value), detail: formatDetail(value), value })),
  );
  if (name === BACK) throw new vscode.CancellationError();
  const target = await vscode.window.showSaveDialog({
    title: vscode.l10n.t('Export Report'),
    saveLabel: vscode.l10n.t('Export'),
    defaultUri: vscode.Uri.joinPath(home(), fileName(name)),
  });
  if (!target) throw new vscode.CancellationError();
  return { name, target };
}

/** Nothing that came from a cloud is in it. */
function fileName(name: FormatName): string {
  const day = new Date().toISOString().slice(0, 10);
  return `backup-encryption-report-${day}.${findFormat(name)?.extension ?? name}`;
}

function home(): vscode.Uri {
  return vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file(homedir());
}
