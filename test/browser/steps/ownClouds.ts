import type { SandboxProvider } from '../../../src/sandbox/registry.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';

const services = { alibaba: ['rds', 'kms', 'sts'], huawei: ['taurusdb', 'iam', 'kms'] } as const;

/** Credentials for the environment of VS Code, of a user whom the sandbox knows. */
export const cloudEnvironment = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: SANDBOX_CREDENTIALS.alibaba.accessKeyId,
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: SANDBOX_CREDENTIALS.alibaba.accessKeySecret,
  HUAWEICLOUD_SDK_AK: SANDBOX_CREDENTIALS.huawei.accessKeyId,
  HUAWEICLOUD_SDK_SK: SANDBOX_CREDENTIALS.huawei.accessKeySecret,
};

interface OwnAccount {
  readonly name: string;
  readonly regions: readonly string[];
  readonly source?: 'environment' | 'secretStorage';
}

/** A settings entry whose every endpoint is a sandbox. */
export function accountAt(
  origin: string,
  provider: SandboxProvider,
  { name, regions, source = 'environment' }: OwnAccount,
): object {
  const endpoints = Object.fromEntries(services[provider].map((service) => [service, origin]));
  return { id: name.toLowerCase(), provider, name, regions, credentials: { source }, endpoints };
}
