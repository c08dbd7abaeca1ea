import * as vscode from 'vscode';

/** Multi-step questions: title, step count, a back button, and inputs that stay open while one looks elsewhere. */

export const BACK = Symbol('back');

export interface Frame {
  readonly title: string;
  /** Left out when there is only one. */
  readonly step?: number;
  readonly totalSteps?: number;
}

export interface TextQuestion {
  readonly prompt: string;
  readonly placeholder?: string;
  readonly value?: string;
  readonly password?: boolean;
  /** What is wrong with a text while it is typed; undefined when nothing is. */
  readonly validate?: (text: string) => string | undefined;
  /** The last check when the text is accepted, perhaps against the cloud; undefined when it may go on. */
  readonly accept?: (text: string, signal: AbortSignal) => Promise<string | undefined>;
}

/**
 * Asks for a text.
 * @returns the text as typed, or BACK
 * @throws CancellationError when the input was closed
 */
export async function askText(frame: Frame, question: TextQuestion): Promise<string | typeof BACK> {
  const input = vscode.window.createInputBox();
  const closed = new AbortController();
  const { validate, accept } = question;
  Object.assign(input, {
    ...frame,
    prompt: question.prompt,
    ignoreFocusOut: true,
    buttons: backButton(frame),
  });
  input.placeholder = question.placeholder;
  input.value = question.value ?? '';
  input.password = question.password ?? false;
  input.onDidChangeValue((text) => {
    input.validationMessage = text === '' ? undefined : validate?.(text);
  });
  return settled(input, closed, async () => {
    const text = input.value;
    const problem = validate?.(text) ?? (await whileBusy(input, () => accept?.(text, closed.signal)));
    if (problem === undefined) return text;
    input.validationMessage = problem;
    return undefined;
  });
}

export interface Choice<T> extends vscode.QuickPickItem {
  readonly value: T;
  /** Shown, but it cannot be chosen. */
  readonly unusable?: boolean;
}

/** What may be typed where no choice fits. It is looked at before it counts. */
export interface Typed<T> {
  /** The choice that a typed text becomes; undefined for one that cannot be any. */
  readonly choice: (text: string) => vscode.QuickPickItem | undefined;
  /** What the text stands for, or why it cannot be taken, in words. */
  readonly look: (text: string, signal: AbortSignal) => Promise<{ value: T } | { problem: string }>;
}

/**
 * Asks for one of several, or for what can be typed in their place.
 * @returns the chosen value, or BACK
 * @throws CancellationError when the picker was closed
 */
export async function askChoice<T>(
  frame: Frame,
  placeholder: string,
  choices: readonly (Choice<T> | vscode.QuickPickItem)[],
  typed?: Typed<T>,
): Promise<T | typeof BACK> {
  const pick = vscode.window.createQuickPick<Choice<T> | vscode.QuickPickItem>();
  const closed = new AbortController();
  Object.assign(pick, { ...frame, placeholder, ignoreFocusOut: true, buttons: backButton(frame) });
  pick.items = choices;
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  const own = typed && offerTyped(pick, choices, typed);
  return settled(pick, closed, () => {
    const [chosen] = pick.selectedItems;
    if (own?.is(chosen)) return own.look(closed.signal);
    return Promise.resolve(chosen && 'value' in chosen && !chosen.unusable ? chosen.value : undefined);
  });
}

/** Puts what is typed among the choices, as the last of them; when it cannot be taken, that choice says why. */
function offerTyped<T>(
  pick: vscode.QuickPick<vscode.QuickPickItem>,
  choices: readonly vscode.QuickPickItem[],
  typed: Typed<T>,
) {
  let own: vscode.QuickPickItem | undefined;
  const show = (item: vscode.QuickPickItem | undefined) => {
    own = item && { ...item, alwaysShow: true };
    pick.items = own ? [...choices, own] : choices;
  };
  pick.onDidChangeValue((text) => {
    show(typed.choice(text.trim()));
  });
  return {
    is: (item: vscode.QuickPickItem | undefined) => item !== undefined && item === own,
    async look(signal: AbortSignal): Promise<T | undefined> {
      const text = pick.value.trim();
      const seen = await whileBusy(pick, () => typed.look(text, signal));
      if (seen && 'value' in seen) return seen.value;
      if (own && seen) show({ ...own, description: '', detail: seen.problem, iconPath: UNUSABLE });
      return undefined;
    },
  };
}

/** How a choice looks that is shown, but cannot be made. */
export const UNUSABLE = new vscode.ThemeIcon('circle-slash', new vscode.ThemeColor('disabledForeground'));

/**
 * Asks for several; what is typed can be taken as well, since no list of ours is complete.
 * @param typed makes a choice of a typed text, or undefined when it cannot be one
 */
export async function askSeveral(
  frame: Frame,
  placeholder: string,
  choices: readonly vscode.QuickPickItem[],
  typed: (text: string) => vscode.QuickPickItem | undefined,
): Promise<readonly string[] | typeof BACK> {
  const pick = vscode.window.createQuickPick();
  Object.assign(pick, { ...frame, placeholder, ignoreFocusOut: true, buttons: backButton(frame) });
  pick.canSelectMany = true;
  pick.matchOnDescription = true;
  pick.items = choices;
  pick.selectedItems = choices.filter(({ picked }) => picked);
  pick.onDidChangeValue((text) => {
    const own = choices.some(({ label }) => label === text) ? undefined : typed(text);
    const chosen = pick.selectedItems;
    const kept = chosen.filter((item) => !choices.includes(item) && item.label !== own?.label);
    pick.items = [...(own ? [own] : []), ...kept, ...choices];
    pick.selectedItems = chosen;
  });
  return settled(pick, new AbortController(), () => {
    const labels = pick.selectedItems.map(({ label }) => label);
    return Promise.resolve(labels.length > 0 ? labels : undefined);
  });
}

function backButton({ step = 1 }: Frame): vscode.QuickInputButton[] {
  return step > 1 ? [vscode.QuickInputButtons.Back] : [];
}

type Input = vscode.InputBox | vscode.QuickPick<vscode.QuickPickItem>;

/** Shows an input until `onAccept` gives a value, the back button is pressed, or it is closed. */
async function settled<T>(
  input: Input,
  closed: AbortController,
  onAccept: () => Promise<T | undefined>,
): Promise<T | typeof BACK> {
  const { promise, resolve, reject } = Promise.withResolvers<T | typeof BACK>();
  input.onDidAccept(() => {
    onAccept().then((value) => {
      if (value !== undefined) resolve(value);
    }, reject);
  });
  input.onDidTriggerButton(() => {
    resolve(BACK);
  });
  input.onDidHide(() => {
    reject(new vscode.CancellationError());
  });
  input.show();
  try {
    return await promise;
  } finally {
    closed.abort(new vscode.CancellationError());
    if ('password' in input && input.password) wipe(input);
    input.dispose();
  }
}

/** VS Code uses the same box for every input and leaves the last text in it: a secret must not stay there. */
function wipe(input: vscode.InputBox): void {
  input.value = '';
  // Disposing alone would drop what was set just before.
  input.hide();
}

async function whileBusy<T>(input: Input, task: () => Promise<T> | undefined): Promise<T | undefined> {
  input.busy = true;
  input.enabled = false;
  try {
    return await task();
  } finally {
    input.busy = false;
    input.enabled = true;
  }
}

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
