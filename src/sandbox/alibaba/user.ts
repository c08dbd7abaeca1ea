/** What the sandbox's first user here signs with. */
export const ALIBABA_KEYS = {
  accessKeyId: 'SandboxAlibabaKeyId',
  accessKeySecret: 'SandboxAlibabaSecretNotReal',
} as const;
