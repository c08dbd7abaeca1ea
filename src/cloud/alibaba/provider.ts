import type { Provider } from '../provider.ts';
import { cliProfiles } from './cliProfiles.ts';
import { alibabaPolicy } from './policy.ts';
import { alibabaProfile } from './profile.ts';
import { openAlibabaAccount } from './session.ts';
import { sharedFile } from './sharedFile.ts';

export const alibaba: Provider = {
  profile: alibabaProfile,
  openAccount: openAlibabaAccount,
  policy: alibabaPolicy,
  profileFiles: { cliProfile: cliProfiles, sharedFile },
};
