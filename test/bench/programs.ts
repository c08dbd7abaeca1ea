import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'esbuild';
import { dist, root } from '../../scripts/steps/paths.ts';

const built = join(dist, 'bench');
const entries = [
  'cloud',
  'idle',
  'loadAlibabaSdk',
  'loadHuaweiSdk',
  'loadOurs',
  'readBare',
  'readOurs',
  'readSdk',
  'sign',
  'writeReports',
];

/** Bundles the programs that are measured in processes of their own: ours as it ships, the SDKs as npm installs them. */
export async function buildPrograms(): Promise<void> {
  await rm(built, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: entries.map((name) => `test/bench/programs/${name}.ts`),
    outdir: built,
    bundle: true,
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node22',
    external: ['@alicloud/*', '@huaweicloud/*'],
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    outExtension: { '.js': '.mjs' },
  });
}

export interface Program {
  /** Asks for the next answer, to a message of any kind. */
  ask<Answer>(message?: object | string): Promise<Answer>;
  close(): Promise<void>;
}

/** Starts a program that answers each message with one of its own. */
export function startProgram(name: string, args: readonly (string | number)[]): Program {
  const child = fork(join(built, `${name}.mjs`), args.map(String), {
    execArgv: [],
  });
  const gone = once(child, 'exit');
  return {
    async ask<Answer>(message: object | string = 'ask') {
      const answered = Promise.race([once(child, 'message'), gone.then(() => undefined)]);
      child.send(message);
      const answer = await answered;
      assert.ok(answer, `${name} ended without an answer`);
      return answer[0] as Answer;
    },
    async close() {
      if (child.connected) child.disconnect();
      await gone;
    },
  };
}

/** Runs a program that has one answer, in a fresh process. */
export async function runProgram<Answer>(name: string, ...args: (string | number)[]): Promise<Answer> {
  const program = startProgram(name, args);
  try {
    return await program.ask<Answer>();
  } finally {
    await program.close();
  }
}
