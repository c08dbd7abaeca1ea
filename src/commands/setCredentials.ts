import * as l10n from '@vscode/l10n';
import { rootSource, type Account } from '../accounts/account.ts';
import type { ProviderProfile } from '../cloud/profile.ts';
import { findProfile } from '../cloud/registry.ts';
import { tell } from '../ui/dialogs/messages.ts';
import { askChoice } from '../ui/pickers/choice.ts';
import { BACK } from '../ui/pickers/frame.ts';
import { askInTurn, type Question } from '../ui/pickers/inTurn.ts';
import { accountFrom } from './shared/arguments.ts';
import type { CommandContext } from './shared/command.ts';
import { tryAt, type SignIn } from './shared/signIn.ts';
import { typedSteps } from './shared/signInSteps.ts';
import { keepTyped } from './shared/typedSecret.ts';
import { typedWays } from './shared/ways.ts';

/** Asks for new credentials of an account, proves them at the cloud, and keeps them. */
export async function setCredentials(context: CommandContext, argument?: unknown): Promise<void> {
  const { inventory, host, secrets } = context;
  const view = await accountFrom(inventory, argument, ({ source }) => source !== 'given');
  const fleet = await host.fleet();
  const account = fleet.account(view.id);
  const profile = findProfile(view.provider);
  if (!account || !profile) throw new RangeError(l10n.t('Correct the entry in the settings first.'));
  const { source } = rootSource(account.credentials);
  if (source !== 'secretStorage' && source !== 'password') {
    tell(elsewhere(account, profile));
    return;
  }
  const title = l10n.t('Set Credentials of {0}', view.name);
  const start: SignIn = source === 'password' ? { way: { kind: 'password' } } : {};
  const { proven } = await askInTurn<SignIn>(title, start, ({ way }) => {
    const typed = typedSteps<SignIn>(profile, way, () => tryAt(fleet, account));
    // Domain and user of a password are in the settings.
    return source === 'password' ? typed.slice(-1) : [askWay(profile), ...typed];
  });
  if (!proven?.secret) return;
  await keepTyped(view.id, proven.secret, secrets);
  // The event that tells of a stored secret may not come in the window that stored it.
  tell(l10n.t('The new credentials of "{0}" are stored.', view.name));
  await fleet.credentialsMayHaveChanged(view.id);
}

function askWay(profile: ProviderProfile): Question<SignIn> {
  return async (given, frame) => {
    const keys = typedWays(profile).filter(({ value }) => value.kind !== 'password');
    const way = await askChoice(frame, l10n.t('What kind of credentials?'), keys);
    return way === BACK ? BACK : { ...given, way };
  };
}

/** What to do where there is nothing to type: the credentials are kept by somebody else. */
function elsewhere({ name, credentials }: Account, { environment }: ProviderProfile): string {
  const root = rootSource(credentials);
  if (root.source === 'environment') {
    const { accessKeyId = '', accessKeySecret = '' } = environment[0] ?? {};
    return l10n.t(
      '"{0}" takes its credentials from the environment: set {1} and {2}, then start VS Code again.',
      name,
      accessKeyId,
      accessKeySecret,
    );
  }
  return l10n.t(
    '"{0}" takes its credentials from a profile of the cloud\'s own tools: change it there, and it is read anew.',
    name,
  );
}
