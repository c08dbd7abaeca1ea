import { ineligibility } from './eligibility.ts';
import type { AlibabaCloud, AlibabaInstance, Scene } from './model.ts';
import { findInstance } from './instances.ts';
import { refusal, required } from './refusals.ts';

const ROLE = 'AliyunServiceRoleForRdsBackupEncryption';
const SYMMETRIC = ['Aliyun_AES_256', 'Aliyun_SM4'];

export function checkRegionSupport({ cloud, parameters }: Scene): object {
  const regionId = required(parameters, 'RegionId');
  const region = cloud.regions.find(({ id }) => id === regionId);
  if (!region) throw refusal('InvalidRegion.NotFound');
  const instanceId = parameters['DBInstanceID'];
  if (!instanceId) return { SupportBackupEncryption: region.supportsBackupEncryption };
  const instance = findInstance(cloud, instanceId);
  return { SupportBackupEncryption: ineligibility(cloud, instance) === undefined };
}

/** The state is a string here and a number in the reply to AuthorizeBackupEncryption; both as documented. */
export function checkAuthorized({ cloud, parameters }: Scene): object {
  required(parameters, 'RegionId');
  return { AuthorizationState: cloud.roleExists ? '1' : '0', RoleARN: roleArn(cloud) };
}

/** Creates the service-linked role. */
export function authorize({ cloud, parameters }: Scene): object {
  required(parameters, 'RegionId');
  cloud.roleExists = true;
  return { AuthorizationState: 1, RoleARN: roleArn(cloud), Message: '' };
}

function roleArn(cloud: AlibabaCloud): string {
  return `acs:ram::${cloud.accountId}:role/${ROLE}`;
}

/** Switches backup encryption on: for ever, and with a key that stays. */
export function enable({ cloud, parameters, now }: Scene): object {
  const instance = cloud.instances.get(required(parameters, 'DBInstanceName'));
  if (!instance) throw refusal('InvalidDBInstanceId.NotFound');
  checkInstance(cloud, instance);
  const keyId = parameters['EncryptionKey'];
  checkKey(cloud, keyId);
  instance.encryption = { since: now, ...(keyId && { keyId }) };
  return { DBInstanceId: instance.id };
}

function checkInstance(cloud: AlibabaCloud, instance: AlibabaInstance): void {
  if (instance.unpaid) throw refusal('OrderStatus.UnPaid');
  if (instance.status !== 'Running' || instance.lockMode !== 'Unlock')
    throw refusal('IncorrectDBInstanceState');
  const code = ineligibility(cloud, instance);
  if (code) throw refusal(code);
  if (instance.encryption) throw refusal('BackupEncryptionAlreadyEnabled');
}

function checkKey(cloud: AlibabaCloud, keyId: string | undefined): void {
  if (!keyId) {
    if (!cloud.kmsActivated) throw refusal('BackupEncryptCreateKeyError');
    return;
  }
  if (!cloud.roleExists) throw refusal('BackupAkProvenNotFound');
  if (!cloud.kmsActivated) throw refusal('InvalidClusterKms');
  const key = cloud.keys.find(({ id }) => id === keyId);
  if (!key) throw refusal('KmsApiError');
  if (key.state !== 'Enabled') throw refusal('InvalidKmsKey');
  if (key.usage !== 'ENCRYPT/DECRYPT' || !SYMMETRIC.includes(key.spec)) throw refusal('TagKmsKeyError');
}
