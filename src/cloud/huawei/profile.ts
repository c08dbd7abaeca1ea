import type { ProviderProfile } from '../profile.ts';

/** TaurusDB as data; facts from the user guide's page on encrypted backup (2025-12-04). */
export const huaweiProfile: ProviderProfile = {
  id: 'huawei',
  name: 'Huawei Cloud TaurusDB',
  keyIdLabel: 'Access Key (AK)',
  secretLabel: 'Secret Access Key (SK)',
  canDisable: true,
  isOneWay: false,
  switches: ['data'],
  clockTolerance: 15,
  sources: ['secretStorage', 'environment', 'sharedFile', 'password'],
  hasProjects: true,
  shortPrincipal: (principal) => principal,
  closedRegion: [],
  roleMissing: [],
  // Its signatures have no nonce.
  repeated: [],
  key: 'required',
  domain: 'myhuaweicloud.com',
  endpoints: ['taurusdb', 'iam', 'kms'],
  environment: [
    {
      accessKeyId: 'HUAWEICLOUD_SDK_AK',
      accessKeySecret: 'HUAWEICLOUD_SDK_SK',
      securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
      projectId: 'HUAWEICLOUD_SDK_PROJECT_ID',
      identityProvider: ['HUAWEICLOUD_SDK_IDP_ID', 'HUAWEICLOUD_SDK_ID_TOKEN_FILE'],
    },
    // The names of the Terraform provider.
    {
      accessKeyId: 'HW_ACCESS_KEY',
      accessKeySecret: 'HW_SECRET_KEY',
      securityToken: 'HW_SECURITY_TOKEN',
      projectId: 'HW_PROJECT_ID',
    },
    // The names of the vendors' sample code.
    { accessKeyId: 'CLOUD_SDK_AK', accessKeySecret: 'CLOUD_SDK_SK', securityToken: '' },
  ],
  regions: [
    { id: 'cn-north-4', name: 'CN North-Beijing4' },
    { id: 'cn-north-2', name: 'CN North-Beijing2' },
    { id: 'cn-north-9', name: 'CN North-Ulanqab1' },
    { id: 'cn-north-11', name: '' },
    { id: 'cn-east-3', name: 'CN East-Shanghai1' },
    { id: 'cn-east-5', name: '' },
    { id: 'cn-south-1', name: 'CN South-Guangzhou' },
    { id: 'cn-south-4', name: 'CN South-Guangzhou-InvitationOnly' },
    { id: 'cn-southwest-2', name: 'CN Southwest-Guiyang1' },
    { id: 'cn-southwest-3', name: '' },
    { id: 'ap-southeast-1', name: 'CN-Hong Kong' },
    { id: 'ap-southeast-2', name: 'AP-Bangkok' },
    { id: 'ap-southeast-3', name: 'AP-Singapore' },
    { id: 'ap-southeast-4', name: 'AP-Jakarta' },
    { id: 'tr-west-1', name: 'TR-Istanbul' },
    { id: 'ru-northwest-2', name: 'RU-Moscow2' },
    { id: 'af-south-1', name: 'AF-Johannesburg' },
    { id: 'sa-brazil-1', name: 'LA-Sao Paulo1' },
    { id: 'la-north-2', name: '' },
    { id: 'me-east-1', name: '' },
  ],
};
