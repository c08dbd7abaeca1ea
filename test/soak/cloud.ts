import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** How the switch of each instance stands in the cloud itself, by its id. */
export type Truth = Readonly<Record<string, 'on' | 'off' | 'unsupported'>>;

/** `trouble` begins the faults and `calm` ends them; `turn` has somebody else turn switches. */
export type Question = 'start' | 'trouble' | 'calm' | 'turn';

export interface Answer extends Pick<Sandbox, 'origin'> {
  readonly truth: Truth;
  /** How many came since the last answer. */
  readonly requests: number;
}

export interface Cloud {
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts the sandbox in a process of its own, so that the memory measured here is ours alone. */
export function openCloud(seed: number): Cloud {
  const program = fileURLToPath(new URL('cloudProcess.ts', import.meta.url));
  const child = fork(program, [String(seed)], { execArgv: [] });
  const gone = once(child, 'exit');
  return {
    async ask(question) {
      assert.ok(child.connected, 'the cloud is still there');
      const answered = once(child, 'message');
      child.send(question);
      const [answer] = (await answered) as [Answer];
      return answer;
    },
    async close() {
      child.disconnect();
      await gone;
    },
  };
}
