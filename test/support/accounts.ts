import type { Account } from '../../src/accounts/account.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { SANDBOX_REGIONS } from '../../src/sandbox/fleet.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';

/** The sandbox's Alibaba Cloud as a configured account. */
export function alibabaAccount(
  { origin }: Pick<Sandbox, 'origin'>,
  differences: Partial<Account> = {},
): Account {
  return {
    id: 'ali',
    provider: 'alibaba',
    name: 'Alibaba',
    regions: SANDBOX_REGIONS.alibaba,
    credentials: { source: 'given', credentials: SANDBOX_CREDENTIALS.alibaba },
    endpoints: { rds: origin, kms: origin, sts: origin },
    ...differences,
  };
}

/** The sandbox's Huawei Cloud as a configured account. */
export function huaweiAccount(
  { origin }: Pick<Sandbox, 'origin'>,
  differences: Partial<Account> = {},
): Account {
  return {
    id: 'hw',
    provider: 'huawei',
    name: 'Huawei',
    regions: SANDBOX_REGIONS.huawei,
    credentials: { source: 'given', credentials: SANDBOX_CREDENTIALS.huawei },
    endpoints: { taurusdb: origin, iam: origin, kms: origin },
    ...differences,
  };
}

/** The credentials of the sandbox's user with a secret that is not his. */
export function wrongSecret(provider: 'alibaba' | 'huawei'): Account['credentials'] {
  const credentials = { ...SANDBOX_CREDENTIALS[provider], accessKeySecret: 'MistypedSecretNotReal' };
  return { source: 'given', credentials };
}
