import { describeBackups } from './backups.ts';
import { authorize, checkAuthorized, checkRegionSupport, enable } from './encryption.ts';
import { describeAttribute, describeInstances, describeRegions } from './instances.ts';
import { describeKey, listAliases, listKeys } from './kms.ts';
import type { AlibabaOperation } from './model.ts';
import { assumeRole, getCallerIdentity } from './sts.ts';

const RDS = '2014-08-15';
const KMS = '2016-01-20';
const STS = '2015-04-01';

const PRODUCTS: Readonly<Record<string, string>> = { [RDS]: 'rds', [KMS]: 'kms', [STS]: 'sts' };

export const OPERATIONS: readonly AlibabaOperation[] = [
  { name: 'DescribeRegions', version: RDS, changing: false, run: describeRegions },
  { name: 'DescribeDBInstances', version: RDS, changing: false, run: describeInstances },
  { name: 'DescribeDBInstanceAttribute', version: RDS, changing: false, run: describeAttribute },
  { name: 'DescribeBackups', version: RDS, changing: false, run: describeBackups },
  { name: 'CheckRegionSupportBackupEncryption', version: RDS, changing: false, run: checkRegionSupport },
  { name: 'CheckBackupEncryptionAuthorized', version: RDS, changing: false, run: checkAuthorized },
  { name: 'AuthorizeBackupEncryption', version: RDS, changing: true, run: authorize },
  { name: 'EnableBackupEncryption', version: RDS, changing: true, run: enable },
  { name: 'ListKeys', version: KMS, changing: false, run: listKeys },
  { name: 'DescribeKey', version: KMS, changing: false, run: describeKey },
  { name: 'ListAliases', version: KMS, changing: false, run: listAliases },
  { name: 'GetCallerIdentity', version: STS, changing: false, needsNoGrant: true, run: getCallerIdentity },
  { name: 'AssumeRole', version: STS, changing: false, run: assumeRole },
];

/** The RAM action that an operation needs. */
export function actionOf({ name, version }: AlibabaOperation): string {
  return `${PRODUCTS[version]}:${name}`;
}
