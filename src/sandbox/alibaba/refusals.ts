import { Refusal } from '../exchange.ts';

/**
 * Status and words of the refusals that the sandbox gives. The codes of EnableBackupEncryption are those of its
 * API page (2026-04-18); the gateway's are those of docs/clouds.md.
 */
const REFUSALS = {
  // gateway
  IncompleteSignature: [400, 'The request signature does not conform to Aliyun standards.'],
  SignatureDoesNotMatch: [400, 'Specified signature is not matched with our calculation.'],
  SignatureNonceUsed: [400, 'Specified signature nonce was used already.'],
  'InvalidTimeStamp.Expired': [400, 'Specified time stamp or date value is expired.'],
  'InvalidTimeStamp.Format': [400, 'Specified time stamp or date value is not well formatted.'],
  'InvalidAccessKeyId.NotFound': [404, 'Specified access key is not found.'],
  'InvalidAccessKeyId.Inactive': [400, 'Specified access key is disabled.'],
  'InvalidSecurityToken.Expired': [400, 'Specified SecurityToken is expired.'],
  'InvalidSecurityToken.MismatchWithAccessKey': [400, 'Specified SecurityToken mismatch with the AccessKey.'],
  'InvalidAction.NotFound': [404, 'Specified api is not found, please check your url and method.'],
  NoSuchVersion: [400, 'Specified parameter Version is not valid.'],
  UnsupportedHTTPMethod: [400, 'This http method is not supported.'],
  'Throttling.User': [400, 'Request was denied due to user flow control.'],
  'Forbidden.RAM': [
    403,
    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
  ],
  NoPermission: [403, 'You are not authorized to do this action.'],
  // RDS
  InvalidParameter: [400, 'The specified parameter is invalid.'],
  'InvalidRegion.NotFound': [404, 'Specified Region does not exist in RDS.'],
  'InvalidDBInstanceId.NotFound': [400, 'The DBInstanceId provided does not exist in records.'],
  // EnableBackupEncryption
  BackupEncryptionAlreadyEnabled: [400, 'backup encryption already enabled.'],
  BackupAkProvenNotFound: [404, 'backup ak proven not found'],
  BackupEncryptCreateKeyError: [400, 'Backup encrypt create service key error'],
  BackupEncryptUnsupportRegion: [403, 'backup encrypt unsupport region.'],
  CloudSSDNotSupport: [403, 'Cloud ssd does not support this operation, please upgrade to essd.'],
  IncorrectDBInstanceState: [403, 'Current DB instance state does not support this operation.'],
  IncorrectEngineVersion: [403, 'Current engine version does not support operations.'],
  'InvalidDBInstance.NotFound': [404, 'Specified instance does not exist or not support.'],
  'InvalidDBInstanceEngineType.Format': [400, 'the DB instance engine type does not support this operation.'],
  InvalidClusterKms: [404, 'The current instance does not authorized to access the Key Management Service.'],
  'InvalidInstanceLevel.DiskType': [400, 'Specified instance level not support request disk type'],
  'InvalidInstanceLevel.Malformed': [403, 'Current DB instance level does not support this operation.'],
  InvalidKmsKey: [403, 'Kms key is disabled.'],
  KmsApiError: [400, 'User secret key invalid.'],
  'OrderStatus.UnPaid': [403, 'The specified db instance has unpaid order.'],
  TagKmsKeyError: [400, 'The KMS key is invalid.'],
  RegionDissolvedEOM: [400, 'The region is dissolved.'],
  RegionEndTimeDissolvedAustralia: [400, 'The Australia (Sydney) region is closed.'],
  RegionEndTimeDissolvedIndia: [400, 'The India (Mumbai) region is closed.'],
  // STS (AssumeRole FAQ, doc-detail/42775, 2021-07-30)
  'EntityNotExist.Role': [404, 'The specified Role not exists.'],
  'InvalidParameter.DurationSeconds': [400, 'The Min/Max value of DurationSeconds is 15min/1hr.'],
  'InvalidParameter.PolicyGrammar': [400, 'The parameter Policy has not passed grammar check.'],
  'InvalidParameter.RoleArn': [400, 'The parameter RoleArn is wrongly formed.'],
  'InvalidParameter.RoleSessionName': [400, 'The parameter RoleSessionName is wrongly formed.'],
  // KMS
  'Forbidden.AliasNotFound': [404, 'The specified Alias is not found.'],
  'Forbidden.KeyNotFound': [404, 'The specified Key is not found.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type AlibabaCode = keyof typeof REFUSALS;

/** @param message instead of the documented words */
export function refusal(code: AlibabaCode, message?: string): Refusal {
  const [status, words] = REFUSALS[code];
  return new Refusal(status, code, message ?? words);
}

export function invalidParameter(name: string): Refusal {
  return refusal('InvalidParameter', `Specified parameter ${name} is not valid.`);
}

/** A parameter that must be given. */
export function required(parameters: Readonly<Record<string, string>>, name: string): string {
  const value = parameters[name];
  if (!value) throw new Refusal(400, `Missing${name}`, `${name} is mandatory for this action.`);
  return value;
}

/** A whole number in a parameter. */
export function wholeNumber(
  parameters: Readonly<Record<string, string>>,
  name: string,
  bounds: { readonly least: number; readonly most: number; readonly otherwise: number },
): number {
  const text = parameters[name];
  if (text === undefined || text === '') return bounds.otherwise;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
  if (!(value >= bounds.least && value <= bounds.most)) throw invalidParameter(name);
  return value;
}
