import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** All that VS Code and the extensions have logged under this user data, each file below its name. */
export async function readLogs(userDataDir: string): Promise<string> {
  const folder = join(userDataDir, 'logs');
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const files = names.filter((name) => name.endsWith('.log')).sort();
  const texts = await Promise.all(
    files.map(async (file) => `── ${file}\n${await readFile(join(folder, file), 'utf8')}`),
  );
  return texts.join('\n');
}
