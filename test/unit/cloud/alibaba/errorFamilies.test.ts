import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { errorReader, parseError } from '../../../../src/cloud/alibaba/errors.ts';

const noHeaders = new Headers();

function categoryOf(httpStatus: number, Code: string, Message = 'm'): string {
  return parseError(httpStatus, JSON.stringify({ Code, Message, RequestId: 'R' }), noHeaders).category;
}

function invalid(name: string): string {
  return `The specified parameter "${name}" is not valid.`;
}

function missing(name: string): string {
  return `The input parameter "${name}" that is mandatory for processing this request is not supplied.`;
}

/** Refusals of the gateway (kubevela/terraform-controller#52, alibaba/alibaba.alicloud#322, lists of common errors). */
const PARAMETERS: readonly (readonly [code: string, message: string, category: string])[] = [
  ['InvalidParameter', invalid('SecurityToken.Expired'), 'credentials'],
  ['InvalidParameter', invalid('SecurityToken.Malformed'), 'credentials'],
  ['InvalidParameter', invalid('SecurityToken.MismatchWithAccessKey'), 'credentials'],
  ['InvalidParameter', invalid('AccessKeyId.NotFound'), 'credentials'],
  ['InvalidParameter', 'The specified parameter “SecurityToken.Expired” is not valid.', 'credentials'],
  ['InvalidParameter', "The specified parameter 'Signature' is not valid.", 'credentials'],
  ['InvalidParameter.SecurityToken', 'm', 'credentials'],
  ['InvalidParam', invalid('SecurityToken.Expired'), 'credentials'],
  ['MissingParameter', missing('SecurityToken'), 'credentials'],
  ['MissingParameter', missing('AccessKeyId'), 'credentials'],
  ['MissingParameter', missing('Signature'), 'credentials'],
  ['InvalidParameter', invalid('Timestamp.Expired'), 'clock-skew'],
  ['InvalidParameter', invalid('Action or Version'), 'not-found'],
  ['InvalidParameter', invalid('RegionId'), 'invalid-request'],
  ['InvalidParameter', invalid('DBInstanceId'), 'invalid-request'],
  ['InvalidParameter', invalid('SignatureNonce'), 'invalid-request'],
  ['InvalidParameter', invalid('SecurityTokenPolicy'), 'invalid-request'],
  ['InvalidParameter', invalid('NextToken'), 'invalid-request'],
  ['InvalidParam', 'wal_level', 'invalid-request'],
  ['MissingParameter', missing('DBInstanceId'), 'invalid-request'],
  ['MissingParameter', missing('TimeStamp'), 'invalid-request'],
];

/**
 * By the list of RDS's errors (api-rds-2014-08-15-errorcodes), that of all products (53438), the older one (26313), those
 * of Redis and MongoDB, whose gateway is the same, and the Terraform provider's list of what passes by itself.
 */
const FAMILIES: Readonly<Record<string, readonly (readonly [httpStatus: number, codes: string])[]>> = {
  'instance-state': [
    [400, 'OperationDenied.DBInstanceStatus IncorrectDBInstanceLockMode InvalideStatus.Format'],
    [400, 'OperationDenied.DBClusterStatus OperationDenied.DBStatus IncorrectAccountStatus'],
    [403, 'OperationDenied.DBInstanceStatus OperationDenied.ReadDBInstanceStatus OperationDenied.OutofUsage'],
    [403, 'OperationDenied.MasterDBInstanceState IncorrectDBInstanceState IncorrectDBInstanceLockMode'],
    [403, 'UnsupportedReadOrBakReadState DBInstanceStatusNotActive InstanceStatusInvalid'],
    [404, 'IncorrectDBInstanceLockMode DBInstanceLocked'],
    [500, 'IncorrectDBInstanceState'],
    [400, 'IncorrectDBInstanceLockMode.ValueNotSupported'],
  ],
  unsupported: [
    [400, 'IncorrectDBInstanceType IncorrectDBType OperationNotSupported IncorrectEngineVersion'],
    [403, 'IncorrectDBInstanceType IncorrectEngineTypeMyisam ReadInstanceNotSupport ClusterNotSupport'],
    [
      403,
      'OperationDenied.DBInstanceNetType OperationDenied.DBInstanceConnType OperationDenied.DBInstanceType',
    ],
    [403, 'IncorrectDBInstanceCharacterType HasDirectConnectionNotSupport MaxscaleMinorVersionNotSupport'],
    [404, 'InvalidDBInstanceClass.NotFound'],
  ],
  billing: [
    [400, 'InsufficientBalance PAYFOR.CREDIT_PAY_INSUFFICIENT_BALANCE TRADE_WAIT_DISTRIBUTOR_AUDIT'],
    [400, 'PRICE.ORIGIN_PRICE_ERROR PURCHASE.EXIST_VALID_PROD_RULE_ERROR PAY.INSUFFICIENT_BALANCE'],
    [400, 'CreateOrderFailed COMMODITY.INVALID_COMPONENT ORDER.ABNORMAL_RESOURCE_STATUS_FOR_RENEW'],
    [403, 'InvalidAccountStatus.NotEnoughBalance AccountBalanceInsufficient Forbidden.Authentication'],
    [403, 'RealNameAuthenticationError Account.Arrearage Order.Unpaid'],
  ],
  'not-found': [
    [400, 'InvalidDBInstanceName.NotFound InvalidDBInstanceId.NotFound InvalidRegionId.NotFound'],
    [403, 'Forbidden.InstanceNotFound InvalidDBInstanceName.NotFound InvalidInstanceId.NotFound'],
    [404, 'Forbidden.InstanceNotFound Forbidden.ClusterNotFound InvalidDBCluster.NotFound'],
    [404, 'EntityNotExist.Role InvalidDBInstance.NotFound DrdsInstance.NotExists'],
  ],
  credentials: [
    [400, 'InvalidAccessKeyId.Inactive InvalidSecurityToken.Malformed MissingSecurityToken'],
    [403, 'Forbidden.AccessKeyDisabled InvalidSecurityToken InvalidAccessKeySecret SecurityTokenExpired'],
    [404, 'InvalidAccessKeyId.NotFound'],
  ],
  permission: [
    [400, 'Unauthorized NoPermission'],
    [403, 'Forbbiden.SubUser Forbidden Forbidden.RAM NoPermission Forbidden.NotSupportRAM'],
  ],
  throttled: [[403, 'Throttling.Api Throttling Throttling.User']],
  server: [[503, 'SerivceUnavailableTemporary ServiceUnavailable']],
  key: [[403, 'Rejected.Unavailable Forbidden.KeyNotFound InvalidKmsKey']],
  'invalid-request': [
    [400, 'InvalidPageNumbers.Malformed InvalidStartTime.Format InvalidBackupStatus.Malformed'],
    [400, 'InvalidParameterCombination InvalidRegion.Format UnsupportedParameter ContentMD5NotMatched'],
  ],
};

describe('a parameter that the gateway refuses', () => {
  for (const [code, message, category] of PARAMETERS)
    test(`${code}, ${message} is ${category}`, () => {
      assert.equal(categoryOf(400, code, message), category);
    });
});

for (const [category, rows] of Object.entries(FAMILIES))
  test(`codes of the published lists that mean ${category}`, () => {
    for (const [httpStatus, codes] of rows)
      for (const code of codes.split(' ')) assert.equal(categoryOf(httpStatus, code), category, code);
  });

test('the wait is that of the gateway’s own header, in milliseconds', () => {
  const read = (value: string) =>
    errorReader('').parse(429, '{"Code":"Throttling"}', new Headers({ 'x-acs-retry-after': value }));
  assert.equal(read('1500').retryAfterMs, 1500);
  assert.equal(read('soon').retryAfterMs, undefined);
});

test('an error may come with a good status, and is known by its code', () => {
  const { tells } = errorReader('');
  assert.ok(tells({ Code: 'Throttling' }));
  assert.ok(tells({ code: 'Throttling' }));
  assert.ok(!tells({ RequestId: 'R', Message: 'Role exists.' }));
});
