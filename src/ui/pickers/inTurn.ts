import * as vscode from 'vscode';
import { BACK, type Frame } from './frame.ts';

/** Asks one thing and adds the answer to those given so far. */
export type Question<Answers> = (answers: Answers, frame: Frame) => Promise<Answers | typeof BACK>;

/**
 * Goes through questions one after the other; BACK goes to the one before. Each gets what was answered so far, also
 * its own earlier answer after going back, and adds its answer.
 * @param questionsFor the questions that the answers so far ask for; those already asked come first, unchanged
 */
export async function askInTurn<Answers extends object>(
  title: string,
  start: Answers,
  questionsFor: (answers: Answers) => readonly Question<Answers>[],
): Promise<Answers> {
  let answers = start;
  let step = 1;
  for (;;) {
    const questions = questionsFor(answers);
    const ask = questions[step - 1];
    if (!ask) return answers;
    const count = questions.length > 1 ? { step, totalSteps: questions.length } : {};
    const answer = await ask(answers, { title, ...count });
    step += answer === BACK ? -1 : 1;
    if (answer !== BACK) answers = answer;
    if (step === 0) throw new vscode.CancellationError();
  }
}
