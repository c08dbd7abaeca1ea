import type { AlibabaRegion } from './model.ts';

/** Some of the open regions; Sydney and Mumbai are closed and so are not listed. */
export function alibabaRegions(): AlibabaRegion[] {
  return [
    region('cn-hangzhou', 'China (Hangzhou)', 'hijk'),
    region('cn-shanghai', 'China (Shanghai)', 'bfgl'),
    region('cn-beijing', 'China (Beijing)', 'fhk'),
    region('cn-shenzhen', 'China (Shenzhen)', 'def'),
    region('cn-hongkong', 'China (Hong Kong)', 'bc'),
    region('ap-northeast-1', 'Japan (Tokyo)', 'ab'),
    region('ap-southeast-1', 'Singapore', 'abc'),
    region('ap-southeast-5', 'Indonesia (Jakarta)', 'ab'),
    region('eu-central-1', 'Germany (Frankfurt)', 'ab'),
    region('us-west-1', 'US (Silicon Valley)', 'ab'),
    { ...region('me-central-1', 'Saudi Arabia (Riyadh)', 'ab'), supportsBackupEncryption: false },
  ];
}

function region(id: string, name: string, zones: string): AlibabaRegion {
  return { id, name, zones: [...zones], supportsBackupEncryption: true };
}
