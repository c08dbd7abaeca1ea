import { errorTable } from '../errorTable.ts';
import { PATTERNS } from './errorPatterns.ts';
import { alibabaProfile } from './profile.ts';

/** The refusal that is good news: the switch was on already, with a key that stays. */
export const ALREADY_ENABLED = 'BackupEncryptionAlreadyEnabled';

/**
 * The 70 codes of the API page of EnableBackupEncryption (2026-04-18), of which many belong to orders, and the
 * gateway's and KMS's common codes. The page gives one line a code; what it means to us is our reading. Families of
 * codes are in errorPatterns.ts.
 */
export const CODES = errorTable(
  [
    { category: 'instance-state', codes: [ALREADY_ENABLED] },
    { category: 'credentials', codes: ['Abs.InvalidAccount.NotFound'] },
    {
      category: 'permission',
      codes: ['InvalidUserOperatorPermission', 'NotInFlowController', ...alibabaProfile.roleMissing],
    },
    {
      category: 'key',
      codes: ['TagKmsKeyError', 'KmsApiError', 'InvalidKmsKey', 'BackupEncryptCreateKeyError'],
    },
    {
      category: 'instance-state',
      codes: [
        'IncorrectDBInstanceState',
        'InvalideStatus.Format', // spelt so
        'MirrorInsExists',
        'OperationDenied.ZoneResource',
      ],
    },
    {
      category: 'unsupported',
      codes: [
        // engine or version
        'IncorrectEngineVersion',
        'IncorrectMinorVersion',
        'InvalidDBInstanceEngineType.Format',
        'ColdData.EngineVersionNotSupport',
        'ColdData.MinorVersionNotSupport',
        // region
        'BackupEncryptUnsupportRegion',
        ...alibabaProfile.closedRegion,
        // storage, class, network, other
        'InvalidInstanceLevel.DiskType',
        'CloudSSDNotSupport',
        'InvalidInstanceLevel.Malformed',
        'InvalidDBInstanceClass.NotFound',
        'IncorrectTargetClasscode',
        'UnsupportedClassCode',
        'VpcNetworkTypeNotSupport',
        'Api.NotSupport',
        'BackupPolicyNotSupport',
        'Order.ComboInstanceNotAllowOperate',
      ],
    },
    {
      category: 'billing',
      codes: [
        'Pay.InsufficientBalance',
        'Pay.NoCreditCard', // the page has `pay.noCreditCard` too
        'noAvailablePaymentMethod',
        'InsufficientAvailableQuota',
        'BasicInfoUncompleted',
        'Order.NoRealNameAuthentication',
        'Order.InstHasUnpaidOrder',
        'Order.PeriodInvalid',
        'OrderStatus.UnPaid',
        'Commodity.InvalidComponent',
        'ContainForbiddenLabelError',
        'Risk.RiskControlRejection',
        'Price.PricingPlanResultNotFound',
      ],
    },
    {
      category: 'not-found',
      codes: [
        'InvalidDBInstanceId.NotFound',
        'InvalidDBInstance.NotFound',
        'ProductInstanceReleased',
        'InvalidRegion.NotFound',
        'InvalidBackupPolicy.NotFound',
        'InvalidBackupSet',
        'Request.NotFound',
        'HostInfo.NotFound',
      ],
    },
    {
      category: 'invalid-request',
      codes: [
        'InvalidParam',
        'Parameters.Invalid',
        'RequiredParam.NotFound',
        'InvalidReleasedKeepPolicy.Format',
        'InvalidConnectionString.Duplicate',
        'InvalidReduceDiskSize',
        'InvalidVswitchId',
      ],
    },
    {
      category: 'server',
      retryable: true,
      codes: [
        'ExternalFailure',
        'RequestMetaDataFailed',
        'InvokeProxyFailure',
        'CommodityServiceCalling.Exception',
        'Price.CommoditySys',
        'OrdTCommodityQueryError',
        'System.SaleValidateFailed',
        'SqlExecuteFailedOrTimeout',
      ],
    },
    {
      category: 'key',
      codes: [
        'Forbidden.KeyNotFound',
        'Forbidden.AliasNotFound',
        'Rejected.Disabled',
        'Rejected.PendingDeletion',
        'Rejected.PendingImport',
      ],
    },
    // The gateway's own codes, common to all products.
    { category: 'clock-skew', codes: ['InvalidTimeStamp.Expired', 'RequestTimeTooSkewed'] },
    // Sent again, a request has a new nonce.
    { category: 'invalid-request', retryable: true, codes: ['SignatureNonceUsed'] },
    {
      category: 'invalid-request',
      codes: ['InvalidTimeStamp.Format', 'IllegalTimestamp', 'UnsupportedHTTPMethod'],
    },
    { category: 'credentials', codes: ['SignatureDoesNotMatch', 'SignatureNotMatch', 'IncompleteSignature'] },
    { category: 'permission', codes: ['ActionUnauthorized', 'BackupEncryptUnsupportCallerType'] },
    {
      category: 'server',
      retryable: true,
      codes: ['InternalError', 'InternalFailure', 'InternalServerError'],
    },
  ],
  PATTERNS,
);
