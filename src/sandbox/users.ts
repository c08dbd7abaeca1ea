import type { SandboxProvider } from './exchange.ts';

/** An operation that a user may not call; with an instance id, only on that instance. */
export interface Denial {
  readonly operation: string;
  readonly instanceId?: string;
}

/** Somebody who can sign requests. Every credential here is made up and good for the sandbox only. */
export interface SandboxUser {
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary keys only. */
  readonly securityToken?: string;
  /** When the temporary key ends, milliseconds since 1970. */
  readonly expiresAt?: number;
  /** A disabled key is refused. */
  readonly disabled?: boolean;
  readonly denied?: readonly Denial[];
}

/** The credentials of the sandbox's first user at each cloud. */
export const SANDBOX_CREDENTIALS = {
  alibaba: { accessKeyId: 'SandboxAlibabaKeyId', accessKeySecret: 'SandboxAlibabaSecretNotReal' },
  huawei: { accessKeyId: 'SandboxHuaweiKeyId', accessKeySecret: 'SandboxHuaweiSecretNotReal' },
} as const satisfies Record<SandboxProvider, { accessKeyId: string; accessKeySecret: string }>;

/** Whether a user may call an operation. */
export function allows(user: SandboxUser, operation: string, instanceId: string | undefined): boolean {
  const denials = user.denied ?? [];
  return !denials.some(
    (denial) => denial.operation === operation && (!denial.instanceId || denial.instanceId === instanceId),
  );
}
