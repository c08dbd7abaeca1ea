import * as l10n from '@vscode/l10n';
import { regionsOfPolicy, type Policy, type PolicyScope } from '../provider.ts';

/**
 * What reading and changing ask of RAM; the actions are named like the operations (API pages, 2026-04; those of the two
 * Check operations are not confirmed).
 */
const ANYWHERE = ['rds:DescribeRegions', 'rds:CheckRegionSupportBackupEncryption'];
const OF_INSTANCES = ['rds:DescribeDBInstanceAttribute', 'rds:DescribeBackups'];
const TO_CHOOSE_KEYS = ['kms:ListKeys', 'kms:ListAliases'];
const OF_THE_ROLE = ['rds:CheckBackupEncryptionAuthorized', 'rds:AuthorizeBackupEncryption'];

/** Who may create the role that lets RDS use a customer's key, and that role alone. */
const ROLE_STATEMENT = {
  ...allow(['ram:CreateServiceLinkedRole'], ['*']),
  Condition: { StringEquals: { 'ram:ServiceName': 'backupencryption.rds.aliyuncs.com' } },
};

/** The least that RAM has to allow, as a custom policy, narrowed to regions and to pinned instances. */
export function alibabaPolicy(scope: PolicyScope): Policy {
  const instances = instanceResources(scope);
  const listed = scope.instances ? [] : ['rds:DescribeDBInstances'];
  const read = [
    allow(ANYWHERE, ['*']),
    allow([...listed, ...OF_INSTANCES], instances),
    // Whether the keys that backups are encrypted with can still be used.
    allow(['kms:DescribeKey'], inRegions(scope, 'kms', '*')),
  ];
  const change = [
    // On its own, so that nobody takes it for a read: its access level is "get".
    allow(['rds:EnableBackupEncryption'], instances),
    allow(OF_THE_ROLE, ['*']),
    allow(TO_CHOOSE_KEYS, inRegions(scope, 'kms', '*')),
    ROLE_STATEMENT,
  ];
  return {
    document: { Version: '1', Statement: scope.changes ? [...read, ...change] : read },
    warnings: [
      l10n.t(
        'RAM classes rds:EnableBackupEncryption as a read: a policy made of access levels ("read only") allows it, and it can never be undone.',
      ),
    ],
  };
}

function allow(actions: readonly string[], resources: readonly string[]) {
  return { Effect: 'Allow', Action: actions, Resource: resources };
}

function instanceResources(scope: PolicyScope): string[] {
  const { instances, accountId } = scope;
  if (!instances) return inRegions(scope, 'rds', 'dbinstance/*');
  return instances.map(({ region, id }) => `acs:rds:${region}:${accountId || '*'}:dbinstance/${id}`);
}

function inRegions(scope: PolicyScope, product: string, resource: string): string[] {
  const regions = regionsOfPolicy(scope);
  const places = regions.length > 0 ? regions : ['*'];
  return places.map((region) => `acs:${product}:${region}:${scope.accountId || '*'}:${resource}`);
}
