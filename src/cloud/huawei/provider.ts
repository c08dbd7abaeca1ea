import type { Provider } from '../provider.ts';
import { huaweiProfile } from './profile.ts';
import { huaweiPolicy } from './policy.ts';
import { openHuaweiSession } from './session.ts';

export const huawei: Provider = {
  profile: huaweiProfile,
  openSession: openHuaweiSession,
  policy: huaweiPolicy,
};
