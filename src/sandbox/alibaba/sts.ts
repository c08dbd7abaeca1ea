import { decimalId } from '../ids.ts';
import type { Scene } from './model.ts';

/** Who is calling; needs no grant. */
export function getCallerIdentity({ cloud, user }: Scene): object {
  const { accountId } = cloud;
  const userId = decimalId(user.accessKeyId, 18);
  if (user.securityToken) {
    return {
      AccountId: accountId,
      Arn: `acs:ram::${accountId}:assumed-role/${user.name}/sandbox`,
      IdentityType: 'AssumedRoleUser',
      PrincipalId: `${userId}:sandbox`,
      RoleId: userId,
      UserId: '',
    };
  }
  return {
    AccountId: accountId,
    Arn: `acs:ram::${accountId}:user/${user.name}`,
    IdentityType: 'RAMUser',
    PrincipalId: userId,
    UserId: userId,
  };
}
