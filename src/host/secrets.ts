import type * as vscode from 'vscode';
import * as l10n from '@vscode/l10n';
import type { SecretStore } from '../accounts/storedSecret.ts';

/**
 * VS Code's SecretStorage. What was stored is read back: without a keyring it can get lost silently.
 */
export function secretStore(secrets: vscode.SecretStorage): SecretStore {
  return {
    get: async (name) => secrets.get(name),
    async store(name, value) {
      await secrets.store(name, value);
      if ((await secrets.get(name)) !== value) {
        throw new Error(l10n.t('VS Code could not keep the secret; its keyring may be missing or locked.'));
      }
    },
    delete: async (name) => secrets.delete(name),
  };
}
