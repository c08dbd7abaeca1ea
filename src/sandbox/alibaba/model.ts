import type { Grants, SandboxUser } from '../grants.ts';

/** The sandbox's Alibaba Cloud: plain data that tests may change at any time. */
export interface AlibabaCloud {
  /** The account (tenant) id, 16 digits. */
  readonly accountId: string;
  /** RAM users, and the sessions of roles that were assumed. */
  readonly users: AlibabaUser[];
  readonly roles: AlibabaRole[];
  readonly regions: AlibabaRegion[];
  readonly instances: Map<string, AlibabaInstance>;
  readonly keys: AlibabaKey[];
  /** Whether the service-linked role for backup encryption exists. */
  roleExists: boolean;
  /** Without it no key can be used or made. */
  kmsActivated: boolean;
}

export interface AlibabaUser extends SandboxUser {
  /** With the keys of a role: the name of the session; the user's name is the role's. */
  readonly session?: string;
}

/** A role that users, and other roles, may assume. */
export interface AlibabaRole extends Grants {
  readonly name: string;
  /** ARNs of whom it trusts: `…:root` for everybody of the account, `…:user/NAME`, `…:role/NAME`. */
  readonly trusts: readonly string[];
  /** What who assumes it has to tell. */
  readonly externalId?: string;
  readonly maxSessionSeconds: number;
}

export interface AlibabaRegion {
  readonly id: string;
  readonly name: string;
  /** The last letters of its zones: `cn-hangzhou-h`. */
  readonly zones: readonly string[];
  supportsBackupEncryption: boolean;
  /** It is still listed, but answers with this code. */
  closed?: 'RegionDissolvedEOM' | 'RegionEndTimeDissolvedAustralia' | 'RegionEndTimeDissolvedIndia';
}

export interface AlibabaInstance {
  readonly id: string;
  name: string;
  readonly region: string;
  readonly zone: string;
  engine: 'MySQL' | 'PostgreSQL' | 'SQLServer' | 'MariaDB';
  engineVersion: string;
  category: 'Basic' | 'HighAvailability' | 'cluster' | 'AlwaysOn';
  storageType: 'local_ssd' | 'ephemeral_ssd' | 'cloud_ssd' | 'cloud_essd';
  type: 'Primary' | 'Readonly';
  /** Of a read-only instance. */
  readonly masterId?: string;
  readonly instanceClass: string;
  status: string;
  lockMode: 'Unlock' | 'ManualLock' | 'LockByExpiration';
  unpaid?: boolean;
  readonly createdAt: number;
  /** The one-way switch; unset as long as it is off. */
  encryption?: BackupEncryption;
  /** Which backups are made by themselves. Shared between instances. */
  readonly schedules: readonly BackupSchedule[];
  /** Backups made by hand. */
  readonly backups: BackupSet[];
}

export interface BackupEncryption {
  /** Milliseconds since 1970: backups that end later are encrypted. */
  readonly since: number;
  /** The automatic key when left out. */
  readonly keyId?: string;
  /** How the sets tell it; as JSON in a text when left out. */
  readonly told?: 'object' | 'algorithm' | 'switch';
}

/** Backups at even distances. All times in milliseconds since 1970. */
export interface BackupSchedule {
  readonly method: 'Physical' | 'Logical' | 'Snapshot';
  /** The start of one of its backups, past or future; each instance begins up to an hour later. */
  readonly anchor: number;
  readonly everyDays: number;
  readonly keptDays: number;
  /** Every so manieth backup fails. */
  readonly failsEvery?: number;
}

export interface BackupSet {
  readonly id: string;
  readonly method: BackupSchedule['method'];
  readonly status: 'Success' | 'Failed';
  readonly mode: 'Automated' | 'Manual';
  readonly startedAt: number;
  readonly endedAt: number;
  /** The set's `Encryption` when it is other than the instance's switch would make it. */
  readonly encryption?: unknown;
}

export interface AlibabaKey {
  readonly id: string;
  readonly region: string;
  state: 'Enabled' | 'Disabled' | 'PendingDeletion' | 'PendingImport';
  readonly spec: string;
  readonly usage: 'ENCRYPT/DECRYPT' | 'SIGN/VERIFY';
  /** `Service` for the keys that a cloud service made. */
  readonly creator: 'User' | 'Service';
  readonly alias?: string;
  readonly description: string;
  readonly createdAt: number;
  readonly deleteAt?: number;
  /** Of imported material, milliseconds since 1970. */
  readonly materialExpiresAt?: number;
}

/** What an operation sees of the request that calls it. */
export interface Scene {
  readonly cloud: AlibabaCloud;
  readonly user: AlibabaUser;
  readonly parameters: Readonly<Record<string, string>>;
  /** The sandbox's clock, milliseconds since 1970. */
  readonly now: number;
  /** Host and port that the caller used. */
  readonly host: string;
}

export interface AlibabaOperation {
  readonly name: string;
  readonly version: string;
  readonly changing: boolean;
  /** Whether any signed caller may call it, whatever was granted. */
  readonly needsNoGrant?: boolean;
  /** Returns the body without its RequestId. Throws a Refusal. */
  run(scene: Scene): object;
}

export function iso(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}
