import * as l10n from '@vscode/l10n';
import type { Evidence } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import { CloudError } from '../error.ts';
import { requireId } from '../identifiers.ts';
import type { ServiceRole } from '../provider.ts';
import { isAlreadyEnabled } from './errors.ts';
import type { Rpc } from './rpc.ts';
import { authorization, enabled } from './schemas.ts';

/** Switches backup encryption on, for ever (EnableBackupEncryption, project seed). */
export async function enable(
  rpc: Rpc,
  now: () => string,
  { region, id }: Instance,
  keyId: string | undefined,
  signal: AbortSignal,
): Promise<Evidence> {
  const action = 'EnableBackupEncryption';
  const query = { DBInstanceName: requireId(id), ...(keyId && { EncryptionKey: keyId }) };
  try {
    const reply = await rpc(
      { service: 'rds', region, action, query, schema: enabled, changing: true },
      signal,
    );
    if (reply.DBInstanceId !== id) throw notConfirmed(reply.RequestId);
    return {
      source: 'change-accepted',
      seenAt: now(),
      ...(reply.RequestId && { requestId: reply.RequestId }),
      ...(keyId && { keyId }),
    };
  } catch (error) {
    if (!(error instanceof CloudError) || !error.says(isAlreadyEnabled)) throw error;
    return {
      source: 'already-enabled',
      seenAt: now(),
      ...(error.requestId && { requestId: error.requestId }),
    };
  }
}

/** A reply that does not name the instance says nothing of it: it counts as lost, and the state is read. */
function notConfirmed(requestId: string): CloudError {
  const message = l10n.t('The reply does not name the instance that was to be changed.');
  return new CloudError({ category: 'unexpected-reply', message, requestId });
}

/** The role through which RDS reaches a customer's key; both states are judged by the number, in either type. */
export function serviceRole(rpc: Rpc): ServiceRole {
  const ask = (action: string, changing: boolean, region: string, signal: AbortSignal) =>
    rpc(
      { service: 'rds', region, action, query: { RegionId: region }, schema: authorization, changing },
      signal,
    );
  return {
    name: 'AliyunServiceRoleForRdsBackupEncryption',
    async exists(region, signal) {
      const reply = await ask('CheckBackupEncryptionAuthorized', false, region, signal);
      return reply.AuthorizationState === '1';
    },
    async create(region, signal) {
      const reply = await ask('AuthorizeBackupEncryption', true, region, signal);
      return { created: reply.AuthorizationState === '1', requestId: reply.RequestId };
    },
  };
}
