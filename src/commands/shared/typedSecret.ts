import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { storeSecret, type StoredSecret } from '../../accounts/storedSecret.ts';
import { keepSecret, type Instead } from '../../host/secrets.ts';

/**
 * Keeps what somebody typed to sign in with.
 * @throws CancellationError when the keyring does not, and they want it kept nowhere
 */
export function keepTyped(
  accountId: string,
  secret: StoredSecret,
  secrets: vscode.SecretStorage,
): Promise<void> {
  const store = async (name: string, value: string) => {
    if (!(await keepSecret(secrets, name, value, askInstead))) throw new vscode.CancellationError();
  };
  return storeSecret(accountId, secret, { store });
}

async function askInstead(): Promise<Instead> {
  const [again, session] = [l10n.t('Try Again'), l10n.t('Keep for This Window')];
  const chosen = await vscode.window.showWarningMessage(
    l10n.t('VS Code could not keep the secret; its keyring may be missing or locked.'),
    {
      modal: true,
      detail: l10n.t(
        'Unlock or install the keyring and try again. Kept for this window alone, it has to be typed again after a restart.',
      ),
    },
    again,
    session,
  );
  if (chosen === again) return 'again';
  return chosen === session ? 'session' : undefined;
}
