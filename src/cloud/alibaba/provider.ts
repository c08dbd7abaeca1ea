import type { Provider } from '../provider.ts';
import { alibabaProfile } from './profile.ts';
import { openAlibabaSession } from './session.ts';

export const alibaba: Provider = { profile: alibabaProfile, openSession: openAlibabaSession };
