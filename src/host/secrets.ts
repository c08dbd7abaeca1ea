import type * as vscode from 'vscode';
import type { SecretStore } from '../accounts/storedSecret.ts';

/** What the keyring did not keep, for as long as this window is open. */
const ofSession = new Map<string, string>();

/** VS Code's SecretStorage, and what is kept for this window alone. */
export function secretStore(secrets: vscode.SecretStorage): SecretStore {
  return {
    get: async (name) => ofSession.get(name) ?? secrets.get(name),
    async store(name, value) {
      await secrets.store(name, value);
      ofSession.delete(name);
    },
    async delete(name) {
      ofSession.delete(name);
      await secrets.delete(name);
    },
  };
}

/** What to do with a secret that the keyring does not keep: try once more, or keep it for this window alone. */
export type Instead = 'again' | 'session' | undefined;

/**
 * Keeps a secret that somebody has just typed. Without a keyring it can get lost silently, so it is read back; then they
 * are asked, and what was typed is not lost.
 * @returns false when it is to be kept nowhere
 */
export async function keepSecret(
  secrets: vscode.SecretStorage,
  name: string,
  value: string,
  ask: () => Promise<Instead>,
): Promise<boolean> {
  while (!(await isKept(secrets, name, value))) {
    const instead = await ask();
    if (!instead) return false;
    if (instead === 'again') continue;
    ofSession.set(name, value);
    return true;
  }
  return true;
}

async function isKept(secrets: vscode.SecretStorage, name: string, value: string): Promise<boolean> {
  try {
    await secretStore(secrets).store(name, value);
    return (await secrets.get(name)) === value;
  } catch {
    // The cause is left out on purpose: nobody knows what the keychain puts into its message.
    return false;
  }
}
