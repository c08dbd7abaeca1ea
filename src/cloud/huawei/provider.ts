import type { Provider } from '../provider.ts';
import { huaweiPolicy } from './policy.ts';
import { huaweiProfile } from './profile.ts';
import { openHuaweiAccount } from './session.ts';
import { sharedFile } from './sharedFile.ts';

export const huawei: Provider = {
  profile: huaweiProfile,
  openAccount: openHuaweiAccount,
  policy: huaweiPolicy,
  profileFiles: { sharedFile },
};
