import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { dayAhead, daysLeft, LONGEST_EXCEPTION, readDay } from '../policy/day.ts';
import { addException, extendException } from '../policy/editing.ts';
import { isReason } from '../policy/readException.ts';
import { BACK, type Frame } from '../ui/pickers/frame.ts';
import { askInTurn, type Question } from '../ui/pickers/inTurn.ts';
import { askSeveral } from '../ui/pickers/choice.ts';
import { askText, type TextQuestion } from '../ui/pickers/text.ts';
import { showFailure } from '../ui/dialogs/failure.ts';
import { ADD_EXCEPTION, EXTEND_EXCEPTION, SHOW_INSTANCES } from './fixes.ts';
import { showInstances, type Arrange, type ShownInstances } from './showInstances.ts';
import { replacement } from './textEdit.ts';

/** So many days are suggested. */
const USUAL = 90;

interface Answers {
  readonly instances: readonly string[];
  readonly owner?: string;
  readonly reason?: string;
  readonly expires?: string;
}

/** The commands behind the quick fixes: they ask, and write into the file and nowhere else. */
export function policyCommands(arrange: Arrange): vscode.Disposable[] {
  const { registerCommand } = vscode.commands;
  return [
    registerCommand(SHOW_INSTANCES, (filter: ShownInstances) => showInstances(arrange, filter)),
    registerCommand(ADD_EXCEPTION, (uri: vscode.Uri, rule: string, paths: readonly string[]) =>
      toTheEnd(addSteps(uri, rule, paths)),
    ),
    registerCommand(EXTEND_EXCEPTION, (uri: vscode.Uri, index: number) => toTheEnd(extendSteps(uri, index))),
  ];
}

/** What is cancelled ends silently. */
async function toTheEnd(steps: Promise<void>): Promise<void> {
  try {
    await steps;
  } catch (error) {
    if (!(error instanceof vscode.CancellationError)) showFailure(error);
  }
}

async function addSteps(uri: vscode.Uri, rule: string, paths: readonly string[]): Promise<void> {
  const title = l10n.t('Add Exception to "{0}"', rule);
  const given = await askInTurn<Answers>(title, { instances: paths }, () => [
    ...(paths.length > 1 ? [whichInstances(paths)] : []),
    text('owner', {
      prompt: l10n.t('Who answers for it?'),
      placeholder: 'dba@example.com',
      validate: filled,
    }),
    reasonStep(),
    text('expires', dayQuestion()),
  ]);
  const { instances, owner = '', reason = '', expires = '' } = given;
  await write(uri, (before) => addException(before, { rule, instances, owner, reason, expires }));
}

async function extendSteps(uri: vscode.Uri, index: number): Promise<void> {
  const start: Answers = { instances: [] };
  const { reason = '', expires = '' } = await askInTurn(l10n.t('Extend Exception'), start, () => [
    reasonStep(),
    text('expires', dayQuestion()),
  ]);
  await write(uri, (before) => extendException(before, index, { reason, expires }));
}

function whichInstances(paths: readonly string[]): Question<Answers> {
  return async (answers, frame) => {
    const items = paths.map((label) => ({ label }));
    const instances = await askSeveral(frame, l10n.t('For which instances?'), items, () => undefined);
    return instances === BACK ? BACK : { ...answers, instances };
  };
}

/** The reason is never filled in: whoever extends an exception thinks about it anew. */
function reasonStep(): Question<Answers> {
  const validate = (given: string) =>
    isReason(given) ? undefined : l10n.t('A reason has 10 characters at least.');
  return text('reason', { prompt: l10n.t('Why is it acceptable for now?'), validate });
}

function text(name: 'owner' | 'reason' | 'expires', question: TextQuestion): Question<Answers> {
  return async (answers: Answers, frame: Frame) => {
    const value = answers[name] ?? question.value;
    const given = await askText(frame, { ...question, ...(value !== undefined && { value }) });
    return given === BACK ? BACK : { ...answers, [name]: given.trim() };
  };
}

function filled(given: string): string | undefined {
  return given.trim() ? undefined : l10n.t('Type a name or an address.');
}

function dayQuestion(): TextQuestion {
  const now = Date.now();
  return {
    prompt: l10n.t('Its last day, UTC; {0} at the latest.', dayAhead(now)),
    value: dayAhead(now, USUAL),
    validate(given) {
      if (readDay(given.trim()) === undefined) return l10n.t('A day is written like 2027-01-31.');
      const left = daysLeft(given.trim(), now);
      if (left < 0) return l10n.t('That day is over.');
      return left > LONGEST_EXCEPTION ? l10n.t('366 days ahead at most.') : undefined;
    },
  };
}

/** @throws RangeError when the file cannot be taken apart any more */
async function write(uri: vscode.Uri, change: (text: string) => string | undefined): Promise<void> {
  const document = await vscode.workspace.openTextDocument(uri);
  const changed = change(document.getText());
  const isWritten =
    changed !== undefined && (await vscode.workspace.applyEdit(replacement(document, changed)));
  if (!isWritten)
    throw new RangeError(l10n.t('The policy could not be changed; correct what is invalid in it first.'));
}
