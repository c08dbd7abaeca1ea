import type { AlibabaCloud, AlibabaInstance } from './model.ts';
import type { AlibabaCode } from './refusals.ts';

const VERSIONS = ['5.6', '5.7', '8.0'];

/**
 * Why an instance can never have backup encryption, as the code that refuses it; undefined when it can.
 * The rules: docs/clouds.md. Which rule gives which code is our reading.
 */
export function ineligibility(cloud: AlibabaCloud, instance: AlibabaInstance): AlibabaCode | undefined {
  const region = cloud.regions.find(({ id }) => id === instance.region);
  if (!region?.supportsBackupEncryption) return 'BackupEncryptUnsupportRegion';
  if (instance.engine !== 'MySQL') return 'InvalidDBInstanceEngineType.Format';
  if (!VERSIONS.includes(instance.engineVersion)) return 'IncorrectEngineVersion';
  if (instance.type !== 'Primary') return 'InvalidDBInstance.NotFound';
  if (instance.category !== 'HighAvailability') return 'InvalidInstanceLevel.Malformed';
  if (instance.storageType === 'cloud_ssd') return 'CloudSSDNotSupport';
  if (instance.storageType === 'cloud_essd') return 'InvalidInstanceLevel.DiskType';
  return undefined;
}
