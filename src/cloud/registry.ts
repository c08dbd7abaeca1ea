import type { ProviderId } from '../domain/instance.ts';
import { alibabaProfile } from './alibaba/profile.ts';
import { huaweiProfile } from './huawei/profile.ts';
import type { ProviderProfile } from './profile.ts';
import type { Provider } from './provider.ts';

interface Entry {
  readonly profile: ProviderProfile;
  /** Loads the cloud's code, at its first use. */
  readonly load: () => Promise<Provider>;
}

/** Every cloud there is: a new one is a folder beside this file and a line here. */
const ENTRIES: readonly Entry[] = [
  { profile: alibabaProfile, load: async () => (await import('./alibaba/provider.ts')).alibaba },
  { profile: huaweiProfile, load: async () => (await import('./huawei/provider.ts')).huawei },
];

export const PROFILES: readonly ProviderProfile[] = ENTRIES.map(({ profile }) => profile);

export function findProfile(id: ProviderId): ProviderProfile | undefined {
  return PROFILES.find((profile) => profile.id === id);
}

/** @throws RangeError for a provider that does not exist; accounts are checked before */
export function loadProvider(id: ProviderId): Promise<Provider> {
  const entry = ENTRIES.find(({ profile }) => profile.id === id);
  if (!entry) throw new RangeError(`no provider ${id}`);
  return entry.load();
}
