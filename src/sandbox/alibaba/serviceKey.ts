import { uuid } from '../ids.ts';
import type { AlibabaCloud, AlibabaKey } from './model.ts';

/** The key that RDS itself keeps in a region, for backups that nobody chose a key for; made when it is first needed. */
export function serviceKey({ keys }: AlibabaCloud, region: string, now: number): AlibabaKey {
  const known = keys.find((key) => key.creator === 'Service' && key.region === region);
  if (known) return known;
  const key: AlibabaKey = {
    region,
    id: uuid(`alibaba-key/service-key/${region}`),
    alias: 'alias/acs/rds',
    description: 'RDS service key',
    state: 'Enabled',
    spec: 'Aliyun_AES_256',
    usage: 'ENCRYPT/DECRYPT',
    creator: 'Service',
    createdAt: now,
  };
  keys.push(key);
  return key;
}
