import type { Provider } from '../provider.ts';
import { huaweiPolicy } from './policy.ts';
import { huaweiProfile } from './profile.ts';
import { openHuaweiSession } from './session.ts';
import { sharedFile } from './sharedFile.ts';

export const huawei: Provider = {
  profile: huaweiProfile,
  openSession: openHuaweiSession,
  policy: huaweiPolicy,
  profileFiles: { sharedFile },
};
