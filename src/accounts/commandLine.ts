import * as l10n from '@vscode/l10n';
import { refusal } from './refusal.ts';

/** What one step takes, by the quotes it stands in: the first that fits. What no group names is left out. */
interface Steps {
  readonly bare: RegExp;
  readonly '"': RegExp;
  readonly "'": RegExp;
}

const SINGLE = /(?<quote>')|(?<text>[^])/y;
/** A backslash takes the meaning from what follows, and joins lines. */
const POSIX: Steps = {
  bare: /\\\n|\\(?<escaped>[^])|(?<quote>["'])|(?<space>\s)|(?<text>[^\\])/y,
  '"': /\\\n|\\(?<escaped>["\\$`])|(?<quote>")|(?<text>[^])/y,
  "'": SINGLE,
};
/** A backslash parts the folders of a path. */
const WINDOWS: Steps = {
  bare: /(?<quote>["'])|(?<space>\s)|(?<text>[^])/y,
  '"': /\\(?<escaped>")|(?<quote>")|(?<text>[^])/y,
  "'": SINGLE,
};

/**
 * Splits the command of a profile into a program and its arguments, as the Aliyun CLI does (config/command_split.go):
 * parted by spaces, quotes hold words together, no shell.
 * @throws CloudError `credentials` that quotes nothing of it
 */
export function splitCommand(command: string, platform: NodeJS.Platform): readonly [string, ...string[]] {
  const { words, open } = wordsOf(command.trim(), platform === 'win32' ? WINDOWS : POSIX);
  if (open) throw refusal(l10n.t('The command of the profile has a quote or an escape that does not end.'));
  const [program, ...args] = words;
  if (!program) throw refusal(l10n.t('The profile names no program.'));
  return [program, ...args];
}

function wordsOf(command: string, steps: Steps): { words: readonly string[]; open: boolean } {
  const words: string[] = [];
  let word: string | undefined;
  let within: keyof Steps = 'bare';
  let at = 0;
  while (at < command.length) {
    const step: RegExp = steps[within];
    step.lastIndex = at;
    const taken: RegExpExecArray | null = step.exec(command);
    if (!taken) return { words, open: true };
    at = step.lastIndex;
    const { escaped, quote, space, text }: Partial<Record<string, string>> = taken.groups ?? {};
    if (quote) {
      within = within === 'bare' ? (quote as '"' | "'") : 'bare';
      word ??= '';
    } else if (space) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else if (escaped ?? text) word = `${word ?? ''}${escaped ?? text ?? ''}`;
  }
  if (word !== undefined) words.push(word);
  return { words, open: within !== 'bare' };
}
