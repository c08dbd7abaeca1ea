import * as l10n from '@vscode/l10n';
import type { CredentialSource } from '../../accounts/account.ts';
import type { FoundLogin } from '../../accounts/discovery.ts';
import type { ProviderProfile } from '../../cloud/profile.ts';
import type { Choice } from '../../ui/pickers/choice.ts';
import type { Way } from './signIn.ts';

/** The ways to sign in at a cloud by typing something. */
export function typedWays(profile: ProviderProfile): Choice<Way>[] {
  const ways: Choice<Way>[] = [
    { label: l10n.t('Access key'), value: { kind: 'key' } },
    {
      label: l10n.t('Temporary access key'),
      description: l10n.t('with a security token'),
      value: { kind: 'temporaryKey' },
    },
  ];
  if (profile.sources.includes('password')) {
    ways.push({ label: l10n.t('User and password'), value: { kind: 'password' } });
  }
  return ways;
}

/** What was found on this machine, by name and the tail of the key id only. */
export function foundWay(found: FoundLogin, cloud: string): Choice<Way> {
  return {
    label: found.name || l10n.t('Environment'),
    description: [placeWord(found.source), found.key, cloud].filter(Boolean).join(' · '),
    value: { kind: 'found', found },
  };
}

function placeWord({ source }: CredentialSource): string {
  if (source === 'cliProfile') return l10n.t('profile of the command line');
  return source === 'sharedFile' ? l10n.t('profile of the SDKs') : l10n.t('variables of VS Code');
}
