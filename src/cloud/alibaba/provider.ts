import type { Provider } from '../provider.ts';
import { alibabaProfile } from './profile.ts';
import { alibabaPolicy } from './policy.ts';
import { openAlibabaSession } from './session.ts';

export const alibaba: Provider = {
  profile: alibabaProfile,
  openSession: openAlibabaSession,
  policy: alibabaPolicy,
};
