import * as vscode from 'vscode';
import { storeCredentials } from '../accounts/credentials.ts';
import { findProfile } from '../cloud/registry.ts';
import { secretStore } from '../host/secrets.ts';
import { inert } from '../ui/inert.ts';
import { askInTurn, BACK } from '../ui/steps.ts';
import { accountFrom } from './arguments.ts';
import type { CommandContext } from './command.ts';
import { askKeyId, askSecret, type Proven } from './credentialSteps.ts';

interface Answers {
  readonly accessKeyId?: string;
  readonly proven?: Proven;
}

/** Asks for new credentials of an account, proves them at the cloud, and keeps them. */
export async function setCredentials(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, secrets } = context;
  const view = await accountFrom(inventory, argument, ({ source }) => source === 'secretStorage');
  const fleet = await host.fleet();
  const account = fleet.account(view.id);
  const profile = findProfile(view.provider);
  if (!account || !profile) throw new RangeError(vscode.l10n.t('Correct the entry in the settings first.'));
  if (view.source === 'environment') {
    const { accessKeyId, accessKeySecret } = profile.environment;
    const message = vscode.l10n.t(
      '"{0}" takes its credentials from the environment: set {1} and {2}, then start VS Code again.',
      view.name,
      accessKeyId,
      accessKeySecret,
    );
    void vscode.window.showInformationMessage(inert(message));
    return;
  }
  const title = vscode.l10n.t('Set Credentials of {0}', view.name);
  const { proven } = await askInTurn<Answers>(title, {}, [
    async (given, frame) => {
      const accessKeyId = await askKeyId(frame, profile, given.accessKeyId);
      return accessKeyId === BACK ? BACK : { accessKeyId };
    },
    async (given, frame) => {
      const answer = await askSecret(frame, profile, fleet, account, given.accessKeyId ?? '');
      return answer === BACK ? BACK : { ...given, proven: answer };
    },
  ]);
  if (!proven) return;
  await storeCredentials(view.id, proven.credentials, secretStore(secrets));
  // The event that tells of a stored secret may not come in the window that stored it.
  await fleet.credentialsMayHaveChanged(view.id);
}
