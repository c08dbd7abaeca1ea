import type { SandboxUser } from '../grants.ts';

/** The sandbox's Huawei Cloud: plain data that tests may change at any time. */
export interface HuaweiCloud {
  /** The account (tenant) id. */
  readonly domainId: string;
  /** The account's name, which users log in with. */
  readonly domainName: string;
  readonly users: HuaweiUser[];
  /** Given out to users who logged in with a password; one that is taken away is revoked. */
  readonly tokens: HuaweiToken[];
  readonly projects: HuaweiProject[];
  readonly instances: Map<string, HuaweiInstance>;
  readonly keys: HuaweiKey[];
}

export interface HuaweiUser extends SandboxUser {
  /** Without one nobody can log in as this user. */
  readonly password?: string;
  /** A locked user's right password is refused too. */
  readonly locked?: boolean;
  readonly passwordExpired?: boolean;
}

export interface HuaweiToken {
  readonly token: string;
  readonly userName: string;
  /** The one project that it is good for; unset for the account's global services. */
  readonly projectId?: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface HuaweiProject {
  readonly id: string;
  /** The region's id, or `<region>_<name>` for a sub-project. */
  readonly name: string;
  /** Empty for projects that are no region's, such as `MOS`. */
  readonly region: string;
  readonly parentId: string;
  enabled: boolean;
}

export interface HuaweiInstance {
  readonly id: string;
  name: string;
  readonly projectId: string;
  readonly region: string;
  /** A status of the v3 API, such as `ACTIVE`. */
  status: string;
  engineVersion: string;
  kernelVersion: string;
  readonly enterpriseProjectId: string;
  readonly createdAt: number;
  encryption: BackupEncryption;
  crossRegionBackup?: boolean;
}

/** The switch for encrypted backup; `unsupported` when the engine's version knows none. */
export interface BackupEncryption {
  status: 'on' | 'off' | 'unsupported';
  keyId?: string;
  /** Of the first key ever used: it stays, also after switching off. */
  algorithm?: string;
}

export interface HuaweiKey {
  readonly id: string;
  readonly projectId: string;
  readonly alias: string;
  readonly spec: string;
  readonly usage: 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY';
  /** 1 pending activation, 2 enabled, 3 disabled, 4 pending deletion, 5 pending import. */
  state: '1' | '2' | '3' | '4' | '5';
  /** A service's default key. */
  readonly isDefault: boolean;
  readonly enterpriseProjectId: string;
  readonly createdAt: number;
  readonly deletedAt?: number;
  readonly expiresAt?: number;
}

/** What an operation sees of the request that calls it. */
export interface Scene {
  readonly cloud: HuaweiCloud;
  readonly user: HuaweiUser;
  /** The named parts of the path. */
  readonly path: Readonly<Record<string, string>>;
  readonly query: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface HuaweiOperation {
  readonly name: string;
  readonly method: 'GET' | 'POST';
  /** With named parts in braces: `/v3/{project_id}/instances`. */
  readonly path: string;
  readonly changing: boolean;
  /** The IAM action that a caller needs; none when left out. */
  readonly action?: string;
  /** Returns the body. Throws a Refusal. */
  run(scene: Scene): object;
}
