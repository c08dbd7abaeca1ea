import type { ErrorPattern } from '../errorTable.ts';

/** The gateway's code for a parameter that it refuses, which may be any of those that it reads itself. */
const PARAMETER = /^(Invalid|Missing|Illegal)Param(eter)?\b/i;

/**
 * Families of codes, by how the products of Alibaba Cloud form them (the lists of common and RDS errors at
 * api.alibabacloud.com, the older list 26313, the Terraform provider). The first that fits wins.
 */
export const PATTERNS: readonly ErrorPattern[] = [
  // `The specified parameter "SecurityToken.Expired" is not valid.` is the same as `InvalidSecurityToken.Expired`.
  {
    category: 'credentials',
    code: PARAMETER,
    message: /parameter\W{0,3}(SecurityToken|AccessKeyId|Signature)(?!\w)|\bSecurityToken\.[A-Z]/i,
  },
  { category: 'clock-skew', code: PARAMETER, message: /parameter\W{0,3}Time-?stamp\.Expired/i },
  { category: 'not-found', code: PARAMETER, message: /parameter\W{0,3}(Action|Version)(?!\w)/i },

  { category: 'throttled', retryable: true, code: /throttl|too.?many.?requests|qps.?limit/i },
  // The older list spells it so.
  { category: 'server', retryable: true, code: /^Ser(vi|iv)ceUnavailable/i },
  {
    category: 'credentials',
    code: /^(Forb[ie]dden\.)?(Invalid|Missing|Illegal|Expired|NoSuch)?(Param(eter)?\.)?(SecurityToken|AccessKey)/i,
  },
  { category: 'key', code: /^Rejected\.|Kms|\b(Key|Alias)NotFound$/i },
  {
    category: 'billing',
    code: /^(Pay|PayFor|Order|Price|Commodity|Trade|Purchase)[._]|(Insufficient|NotEnough)_?Balance|Balance_?Insufficient|arrear|overdue|unpaid|OrderFailed|RealName|CreditCard|PaymentMethod|^Forb[ie]dden\.Authentication$/i,
  },
  // A parameter of that name in a wrong form is none of these.
  {
    category: 'instance-state',
    code: /^(?!.*\.(Malformed|Format)$).*(State|Status|LockMode|Locked)($|\.|Not|Invalid|Unsupport|Abnormal)/i,
  },
  { category: 'instance-state', code: /OutofUsage$|(Operation|Task)Conflict|Task(Running|Exists?)$/i },
  {
    category: 'unsupported',
    code: /^(Incorrect|Unsupported|OperationDenied\.)\w*(Type|Version|Class|Engine|Category|Level|Storage|Edition)/i,
  },
  { category: 'unsupported', code: /NotSupport(ed)?$/i },
  {
    category: 'not-found',
    code: /(Instance|InstanceId|InstanceName|Cluster|ClusterId|Region|RegionId|Resource|Role)\.?(NotFound|(Does)?NotExists?)$|^EntityNotExist\b/i,
  },
  { category: 'permission', code: /^(Forb+[ie]d+en|NoPermission|Unauthorized)\b/i },
  // The endpoint knows no such operation: a wrong endpoint, or a region that does not offer it.
  {
    category: 'not-found',
    code: /^(InvalidAction|InvalidApi|InvalidProduct|NoSuchVersion|InvalidVersion)\b/i,
  },
  { category: 'invalid-request', code: /^(Missing|InvalidParameter|InvalidProtocol)/i },
];
