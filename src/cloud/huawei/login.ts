import { fixed } from '../lease.ts';
import type { SessionOptions } from '../provider.ts';
import { signSdkHmac } from '../signing/sdkHmac.ts';
import type { Hosts } from './endpoints.ts';
import type { Authenticate, HuaweiLogin } from './authenticate.ts';
import { passwordLogin } from './tokens.ts';

/** @throws TypeError for a login that only other clouds know */
export function openLogin(options: SessionOptions, hosts: Hosts): HuaweiLogin {
  const { login } = options;
  switch (login.kind) {
    case 'password':
      return passwordLogin(options, login, hosts);
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
