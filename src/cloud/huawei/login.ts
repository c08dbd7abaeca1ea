import type { SignedRequest } from '../signing/request.ts';
import { signSdkHmac, type SdkHmacRequest } from '../signing/sdkHmac.ts';
import { fixed, type Source } from '../lease.ts';
import type { SessionOptions } from '../provider.ts';
import { passwordLogin } from './tokens.ts';

/** A request before anything says who sends it. */
export type Unsigned = Omit<SdkHmacRequest, 'credentials' | 'date'>;

/** Adds to a request what says who sends it. */
export type Authenticate = (request: Unsigned, date: Date) => SignedRequest;

/** Who an account is to its cloud. */
export interface HuaweiLogin {
  /** What requests about a project are authenticated with; without one, those to services that know no projects. */
  source(projectId?: string): Source<Authenticate>;
  /** As far as logging in told it; the user's name only where there is one. */
  identity(): { readonly accountId: string; readonly principal: string };
  forgive(): void;
}

/** @throws TypeError for a login that only other clouds know */
export function openLogin(options: SessionOptions): HuaweiLogin {
  const { login } = options;
  switch (login.kind) {
    case 'password':
      return passwordLogin(options, login);
    case 'keys': {
      const { credentials, expiresAt } = login;
      const sign: Authenticate = (request, date) => signSdkHmac({ ...request, credentials, date });
      const source = fixed(sign, expiresAt);
      return {
        source: () => source,
        identity: () => ({ accountId: '', principal: '' }),
        forgive: () => undefined,
      };
    }
    default:
      throw new TypeError(`Huawei Cloud knows no login by ${login.kind}`);
  }
}
