import { findInstance } from './instances.ts';
import type { HuaweiCloud, HuaweiInstance, HuaweiKey, Scene } from './model.ts';
import type { HuaweiCode } from './refusals.ts';
import { jsonBody, refusal } from './refusals.ts';

/** Statuses that take no change; which code answers for which is our reading of the error table. */
const BUSY: Readonly<Record<string, HuaweiCode>> = {
  BUILD: 'DBS.200086',
  FAILED: 'DBS.200011',
  FROZEN: 'DBS.280449',
  MODIFYING: 'DBS.200019',
  'MODIFYING DATABASE PORT': 'DBS.200019',
  REBOOTING: 'DBS.200019',
  RESTORING: 'DBS.200019',
  SWITCHOVER: 'DBS.200019',
  MIGRATING: 'DBS.200019',
  'BACKING UP': 'DBS.201205',
  'STORAGE FULL': 'DBS.200316',
};
const SPECS = ['AES_256', 'SM4'];

export function readStatus({ cloud, path }: Scene): object {
  const instance = findInstance(cloud, path);
  if (instance.status === 'FROZEN') throw refusal('DBS.280449');
  if (instance.encryption.status === 'unsupported') throw refusal('DBS.200040');
  return { encryption_status: instance.encryption.status };
}

/** Switches encrypted backup on or off (docs/clouds.md). */
export function changeStatus({ cloud, path, body }: Scene): object {
  const instance = findInstance(cloud, path);
  const wanted = readChange(body);
  const busy = BUSY[instance.status];
  if (busy) throw refusal(busy);
  if (instance.encryption.status === 'unsupported') throw refusal('DBS.200040');
  if (wanted.status === 'on') switchOn(cloud, instance, wanted.keyId);
  else instance.encryption.status = 'off';
  return { encryption_status: instance.encryption.status };
}

type Change = { readonly status: 'off' } | { readonly status: 'on'; readonly keyId: string };

function readChange(text: string): Change {
  const { encryption_status: status, type, kms_key_id: keyId } = jsonBody(text);
  switch (typeof status === 'string' && status.toLowerCase()) {
    case 'on':
      if (typeof type !== 'string' || type.toLowerCase() !== 'kms') throw refusal('DBS.200001', 'type.');
      if (typeof keyId !== 'string' || keyId === '') throw refusal('DBS.200001', 'kms_key_id.');
      return { status: 'on', keyId };
    case 'off':
      if (type !== undefined || keyId !== undefined)
        throw refusal('DBS.200001', 'type and kms_key_id go with on.');
      return { status: 'off' };
    default:
      throw refusal('DBS.200001', 'encryption_status.');
  }
}

function switchOn(cloud: HuaweiCloud, instance: HuaweiInstance, keyId: string): void {
  if (instance.crossRegionBackup) {
    throw refusal('DBS.200086', 'encrypted backup and cross-region backup are mutually exclusive.');
  }
  const key = cloud.keys.find(({ id, projectId }) => id === keyId && projectId === instance.projectId);
  if (!key) throw refusal('DBS.200001', 'the KMS key does not exist.');
  checkKey(instance, key);
  instance.encryption = { status: 'on', keyId, algorithm: key.spec };
}

function checkKey(instance: HuaweiInstance, key: HuaweiKey): void {
  if (key.state !== '2') throw refusal('DBS.200001', 'the KMS key is not enabled.');
  if (key.usage !== 'ENCRYPT_DECRYPT' || !SPECS.includes(key.spec)) {
    throw refusal('DBS.200001', 'the KMS key must be an AES_256 or SM4 key.');
  }
  if (key.enterpriseProjectId !== instance.enterpriseProjectId) {
    throw refusal('DBS.200001', 'the KMS key belongs to another enterprise project.');
  }
  const { algorithm } = instance.encryption;
  if (algorithm && algorithm !== key.spec) {
    throw refusal('DBS.200001', 'the encryption algorithm cannot be changed.');
  }
}
