import * as l10n from '@vscode/l10n';
import type { Answer, Evidence } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import { plainText } from '../../domain/text.ts';
import { isoTime, type Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { requireId } from '../identifiers.ts';
import type { Rest, RestReply } from './rest.ts';
import { encryptionStatus } from './schemas.ts';

export type Switch = { readonly status: 'on'; readonly keyId: string } | { readonly status: 'off' };

/** Asks the cloud (DescribeBackupEncryptStatus, project seed). An engine that has no such switch is `unsupported`. */
export async function readEncryption(
  rest: Rest,
  clock: Clock,
  projectId: string,
  instance: Instance,
  signal: AbortSignal,
): Promise<Answer> {
  try {
    const call = {
      ...encryptionCall(projectId, instance),
      operation: 'DescribeBackupEncryptStatus',
    } as const;
    const reply = await rest({ ...call, method: 'GET' }, signal);
    const state = statusOf(reply);
    return { state, evidence: evidence('status-call', clock, reply.requestId) };
  } catch (error) {
    if (!(error instanceof CloudError) || error.category !== 'unsupported') throw error;
    return { state: 'unsupported', reason: { ...error.reason, remedy: remedy() } };
  }
}

/** All codes that mean `unsupported` here are of the engine or its version (errors.ts). */
function remedy(): string {
  return l10n.t('Upgrade the kernel version of the instance in the console, then refresh.');
}

/** Switches encrypted backup on or off (ModifyBackupEncryptStatus, API page of 2026-01). */
export async function changeEncryption(
  rest: Rest,
  clock: Clock,
  projectId: string,
  instance: Instance,
  wanted: Switch,
  signal: AbortSignal,
): Promise<Evidence> {
  const body =
    wanted.status === 'on'
      ? { encryption_status: 'on', type: 'kms', kms_key_id: wanted.keyId }
      : { encryption_status: 'off' };
  const call = { ...encryptionCall(projectId, instance), operation: 'ModifyBackupEncryptStatus' } as const;
  const reply = await rest({ ...call, method: 'POST', body, changing: true }, signal);
  if (statusOf(reply) !== wanted.status)
    throw unexpected(wanted.status === 'on' ? 'off' : 'on', reply.requestId);
  const accepted = evidence('change-accepted', clock, reply.requestId);
  return wanted.status === 'on' ? { ...accepted, keyId: wanted.keyId } : accepted;
}

/** Reading needs the write-level action too (API pages of both calls). */
const ACTION = 'gaussdb:backup:encrypt';

function encryptionCall(projectId: string, { region, id }: Instance) {
  const path = `/v3/${projectId}/instances/${requireId(id)}/backups/encryption`;
  return { action: ACTION, service: 'taurusdb', region, path, projectId, schema: encryptionStatus } as const;
}

/** `on` or `off` in any case; anything else is no answer. */
function statusOf({ value, requestId }: RestReply<{ encryption_status?: unknown }>): 'on' | 'off' {
  const status = value.encryption_status;
  const word = typeof status === 'string' ? status.trim().toLowerCase() : '';
  if (word === 'on' || word === 'off') return word;
  throw unexpected(status, requestId);
}

function unexpected(status: unknown, requestId: string): CloudError {
  // What is in an object is not shown: it may be nested deeper than the stack holds.
  const text = typeof status === 'object' && status !== null ? '{…}' : JSON.stringify(status);
  const shown = status === undefined ? '' : plainText(text, 60);
  const message = l10n.t('The cloud answered with an encryption status of {0}.', shown || l10n.t('nothing'));
  return new CloudError({ category: 'unexpected-reply', message, ...(requestId && { requestId }) });
}

function evidence(source: Evidence['source'], clock: Clock, requestId: string): Evidence {
  return { source, seenAt: isoTime(clock.now()), ...(requestId && { requestId }) };
}
