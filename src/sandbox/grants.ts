/** An operation that a user may not call; with an instance id, only on that instance. */
export interface Denial {
  readonly operation: string;
  readonly instanceId?: string;
}

/** What somebody may do. */
export interface Grants {
  readonly denied?: readonly Denial[];
  /** Actions as policies name them, `*` at the end for any ending; everything when left out. */
  readonly allowed?: readonly string[];
}

/** Somebody who can sign requests. Every credential here is made up and good for the sandbox only. */
export interface SandboxUser extends Grants {
  readonly name: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** With temporary keys only. */
  readonly securityToken?: string;
  /** When the temporary key ends, milliseconds since 1970. */
  readonly expiresAt?: number;
  /** A disabled key is refused. */
  readonly disabled?: boolean;
}

/** Whether somebody may call an operation, which needs an action. */
export function allows(
  { allowed, denied = [] }: Grants,
  operation: string,
  action: string,
  instanceId: string | undefined,
): boolean {
  if (allowed && !allowed.some((pattern) => covers(pattern, action))) return false;
  return !denied.some(
    (denial) => denial.operation === operation && (!denial.instanceId || denial.instanceId === instanceId),
  );
}

function covers(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action;
}
