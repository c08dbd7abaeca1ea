// Checks our signatures against vectors made with the official SDKs:  npm run vectors -- FILE...
// Exit code 1 when a vector fails, 2 when a file cannot be used.
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { checkVectors, type VectorResult } from './steps/checkVectors.ts';

const files = process.argv.slice(2);
if (files.length === 0) refuse('usage: npm run vectors -- FILE...');
const results = files.flatMap(check);
for (const line of results.filter(({ outcome }) => outcome !== 'passed').map(describe)) print(line);
const failed = count('failed');
if (count('skipped') > 0) print(`${count('skipped')} skipped (other algorithms)`);
print(`${count('passed')} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;

function check(file: string): VectorResult[] {
  try {
    return checkVectors(readFileSync(file, 'utf8'));
  } catch (error) {
    return refuse(`${file}: ${explain(error)}`);
  }
}

function explain(error: unknown): string {
  if (error instanceof z.ZodError) return `not a file of signing vectors\n${z.prettifyError(error)}`;
  return error instanceof Error ? error.message : String(error);
}

function describe({ id, algorithm, outcome, differences }: VectorResult): string {
  return `${outcome} ${id} (${outcome === 'failed' ? `differs: ${differences.join(', ')}` : algorithm})`;
}

function count(outcome: VectorResult['outcome']): number {
  return results.filter((result) => result.outcome === outcome).length;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function refuse(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(2);
}
