/** What the sandbox's first user here signs with. */
export const HUAWEI_KEYS = {
  accessKeyId: 'SandboxHuaweiKeyId',
  accessKeySecret: 'SandboxHuaweiSecretNotReal',
} as const;

/** What the same user logs in with. */
export const SANDBOX_PASSWORD_LOGIN = {
  domain: 'sandbox-company',
  user: 'backup-auditor',
  password: 'SandboxPasswordNotReal',
} as const;
