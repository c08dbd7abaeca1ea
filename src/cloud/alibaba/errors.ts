import {
  describeError,
  errorTable,
  isMarkup,
  memberOf,
  naming,
  textOf,
  tryJson,
  type ErrorFields,
} from '../errorTable.ts';
import type { ParsedError } from '../transport/reply.ts';
import { alibabaProfile } from './profile.ts';
import { elementText } from './xml.ts';

/** The refusal that is good news: the switch was on already, with a key that stays. */
export const ALREADY_ENABLED = 'BackupEncryptionAlreadyEnabled';

/**
 * The 70 codes of the API page of EnableBackupEncryption (2026-04-18), of which many belong to orders, and the
 * gateway's and KMS's common codes. The page gives one line a code; what it means to us is our reading.
 */
const TABLE = errorTable(
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
    { category: 'server', retryable: true, codes: ['InternalError', 'InternalFailure'] },
  ],
  [
    { category: 'throttled', retryable: true, code: /throttling/i },
    { category: 'server', retryable: true, code: /^ServiceUnavailable/i },
    { category: 'credentials', code: /^(InvalidAccessKeyId|InvalidSecurityToken|MissingSecurityToken)\b/i },
    { category: 'permission', code: /^(Forb[ie]dden|NoPermission)\b/i },
    // The endpoint knows no such operation: a wrong endpoint, or a region that does not offer it.
    {
      category: 'not-found',
      code: /^(InvalidAction|InvalidApi|InvalidProduct|NoSuchVersion|InvalidVersion)\b/i,
    },
    { category: 'invalid-request', code: /^(Missing|InvalidParameter|InvalidProtocol)/i },
  ],
);

/** Whether a refusal means that backup encryption was on before the call. */
export function isAlreadyEnabled(code: string | undefined): boolean {
  return code?.toLowerCase() === ALREADY_ENABLED.toLowerCase();
}

/** Whether a refusal means that the region is closed, although it is still listed. */
export function isClosedRegion(code = ''): boolean {
  return alibabaProfile.closedRegion.some((closed) => closed.toLowerCase() === code.toLowerCase());
}

/** RAM's own refusals, which mean that an action was not allowed. */
const NOT_ALLOWED = /^(Forb[ie]dden(\.RAM)?|NoPermission|ActionUnauthorized)$/i;

/**
 * Reads an error body: JSON, or the XML of some gateways. Never throws; a reply that says no error gives no
 * `code`, and is classified by its HTTP status.
 * @param needed the action that the call needs: a denial that does not name one gets it into its message
 */
export function parseError(
  httpStatus: number,
  bodyText: string,
  headers: { get(name: string): string | null | undefined },
  needed = '',
): ParsedError {
  const { action, ...fields } = isMarkup(bodyText) ? fieldsOfXml(bodyText) : fieldsOfJson(tryJson(bodyText));
  const requestId = fields.requestId || headers.get('x-acs-request-id') || '';
  const missing = action || (NOT_ALLOWED.test(fields.code) ? needed : '');
  return describeError(
    TABLE,
    { httpStatus, bodyText },
    { ...fields, message: naming(fields.message, missing), requestId },
  );
}

interface BodyFields extends ErrorFields {
  /** What was denied, where the body tells. */
  readonly action: string;
}

function fieldsOfJson(body: unknown): BodyFields {
  return {
    code: textOf(body, 'Code', 'code'),
    message: textOf(body, 'Message', 'message'),
    requestId: textOf(body, 'RequestId', 'requestId', 'request_id'),
    action: textOf(memberOf(body, 'AccessDeniedDetail'), 'AuthAction'),
  };
}

/** The elements are written with a capital, so an HTML page with a `code` element is no error body. */
function fieldsOfXml(body: string): BodyFields {
  return {
    code: elementText(body, 'Code'),
    message: elementText(body, 'Message'),
    requestId: elementText(body, 'RequestId'),
    action: '',
  };
}
