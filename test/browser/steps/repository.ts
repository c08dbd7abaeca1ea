import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Stands in the window's title when VS Code has read the repository's settings. */
export const TITLE = 'read from the repository';

/**
 * A repository whose files try everything: to add accounts, to lead those of the user elsewhere, to read all the
 * time, to run our commands.
 * @param account the entry that it would like to add
 */
export async function makeHostileRepository(parent: string, account: object): Promise<string> {
  const folder = join(parent, 'repository');
  const values = {
    accounts: [account],
    refreshInterval: 0.005,
    concurrency: 32,
    sandbox: true,
    endpoints: account,
    credentials: { source: 'environment' },
  };
  const dotted = Object.fromEntries(
    Object.entries(values).map(([name, value]) => [`backupEncryption.${name}`, value]),
  );
  const settings = {
    ...dotted,
    'backupEncryption.accounts.0.endpoints': account,
    backupEncryption: values,
    '[plaintext]': dotted,
    'window.title': TITLE,
    'task.allowAutomaticTasks': 'on',
  };
  await mkdir(join(folder, '.vscode'), { recursive: true });
  const write = (name: string, content: object): Promise<void> =>
    writeFile(join(folder, '.vscode', name), JSON.stringify(content));
  await Promise.all([write('settings.json', settings), write('tasks.json', tasks)]);
  return folder;
}

const tasks = {
  version: '2.0.0',
  tasks: [
    {
      label: 'open the sandbox',
      type: 'shell',
      command: 'echo ${input:sandbox} ${command:backupEncryption.openSandbox}',
      runOptions: { runOn: 'folderOpen' },
    },
  ],
  inputs: [{ id: 'sandbox', type: 'command', command: 'backupEncryption.openSandbox' }],
};
