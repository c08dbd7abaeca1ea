import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Stands in the window's title when VS Code has read the repository's settings. */
export const TITLE = 'read from the repository';

/**
 * A repository whose settings try everything: to add accounts, to lead those of the user elsewhere, to read all the
 * time. Tasks are not among it: whether a repository's run is between VS Code and its user.
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
  };
  await mkdir(join(folder, '.vscode'), { recursive: true });
  await writeFile(join(folder, '.vscode', 'settings.json'), JSON.stringify(settings));
  return folder;
}
