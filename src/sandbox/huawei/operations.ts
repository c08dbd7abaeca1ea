import { changeStatus, readStatus } from './encryption.ts';
import { listAuthProjects, listProjects } from './iam.ts';
import { listInstances, showInstance } from './instances.ts';
import { describeKey, listKeys } from './kms.ts';
import type { HuaweiOperation } from './model.ts';

const INSTANCE = '/v3/{project_id}/instances/{instance_id}';
const KMS = '/v1.0/{project_id}/kms';
const ENCRYPT = 'gaussdb:backup:encrypt';

/** The first that fits wins. */
export const OPERATIONS: readonly HuaweiOperation[] = [
  {
    name: 'KeystoneListAuthProjects',
    method: 'GET',
    path: '/v3/auth/projects',
    changing: false,
    run: listAuthProjects,
  },
  {
    name: 'KeystoneListProjects',
    method: 'GET',
    path: '/v3/projects',
    changing: false,
    action: 'iam:projects:listProjects',
    run: listProjects,
  },
  {
    name: 'ListInstances',
    method: 'GET',
    path: '/v3/{project_id}/instances',
    changing: false,
    action: 'gaussdb:instance:list',
    run: listInstances,
  },
  {
    name: 'ShowInstance',
    method: 'GET',
    path: INSTANCE,
    changing: false,
    action: 'gaussdb:instance:list',
    run: showInstance,
  },
  {
    name: 'DescribeBackupEncryptStatus',
    method: 'GET',
    path: `${INSTANCE}/backups/encryption`,
    changing: false,
    action: ENCRYPT,
    run: readStatus,
  },
  {
    name: 'ModifyBackupEncryptStatus',
    method: 'POST',
    path: `${INSTANCE}/backups/encryption`,
    changing: true,
    action: ENCRYPT,
    run: changeStatus,
  },
  {
    name: 'ListKeys',
    method: 'POST',
    path: `${KMS}/list-keys`,
    changing: false,
    action: 'kms:cmk:list',
    run: listKeys,
  },
  {
    name: 'DescribeKey',
    method: 'POST',
    path: `${KMS}/describe-key`,
    changing: false,
    action: 'kms:cmk:get',
    run: describeKey,
  },
];

/** The operation that a method and path stand for, with the named parts of the path. */
export function matchOperation(
  method: string,
  path: string,
): { readonly operation?: HuaweiOperation; readonly parts: Readonly<Record<string, string>> } {
  for (const operation of OPERATIONS) {
    const parts = operation.method === method ? matchPath(operation.path, path) : undefined;
    if (parts) return { operation, parts };
  }
  return { parts: {} };
}

function matchPath(pattern: string, path: string): Record<string, string> | undefined {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return undefined;
  const parts: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const text = given[index] ?? '';
    if (segment.startsWith('{')) parts[segment.slice(1, -1)] = text;
    else if (segment !== text) return undefined;
  }
  return parts;
}
