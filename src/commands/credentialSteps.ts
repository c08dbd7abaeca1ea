import { l10n } from 'vscode';
import type { Account } from '../accounts/account.ts';
import { keyPartProblem } from '../accounts/credentials.ts';
import { CloudError } from '../cloud/error.ts';
import type { Credentials, ProviderProfile, Region } from '../cloud/provider.ts';
import type { Fleet } from '../inventory/fleet.ts';
import { describe } from '../ui/failure.ts';
import { askText, BACK, type Frame } from '../ui/steps.ts';

/** Asks for the id half of an access key. */
export function askKeyId(frame: Frame, profile: ProviderProfile, value = ''): Promise<string | typeof BACK> {
  return askText(frame, {
    prompt: profile.keyIdLabel,
    value,
    validate: (text) => problemOf(profile.keyIdLabel, text),
  });
}

/** What a secret gave when it was tried. */
export interface Proven {
  readonly credentials: Credentials;
  readonly regions: readonly Region[];
}

/**
 * Asks for the secret half, and goes on only when the cloud takes the pair.
 * @returns the pair with the regions it may look in, or BACK
 */
export async function askSecret(
  frame: Frame,
  profile: ProviderProfile,
  fleet: Fleet,
  account: Account,
  accessKeyId: string,
): Promise<Proven | typeof BACK> {
  let proven: Proven | undefined;
  const secret = await askText(frame, {
    prompt: l10n.t(
      '{0}; it is tried at the cloud, then kept in the secret storage of VS Code',
      profile.secretLabel,
    ),
    password: true,
    validate: (text) => problemOf(profile.secretLabel, text),
    accept: async (accessKeySecret, signal) => {
      const credentials = { accessKeyId, accessKeySecret };
      try {
        const { regions } = await fleet.tryCredentials(account, credentials, signal);
        proven = { credentials, regions };
        return undefined;
      } catch (error) {
        if (error instanceof CloudError) return describe(error);
        throw error;
      }
    },
  });
  return secret === BACK || !proven ? BACK : proven;
}

function problemOf(label: string, text: string): string | undefined {
  const problem = keyPartProblem(text);
  return problem && l10n.t('{0} {1}', label, problem);
}
