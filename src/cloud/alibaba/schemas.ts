import * as z from 'zod/mini';
import { count, list, text } from '../schema.ts';

/** Replies of RDS 2014-08-15, KMS 2016-01-20 and STS 2015-04-01, as far as we read them. */

const requestId = { RequestId: text };

export const callerIdentity = z.object({ ...requestId, AccountId: z.string(), Arn: text });

/** One row for each zone, so the same region comes more than once. */
export const regions = z.object({
  ...requestId,
  Regions: z.object({
    RDSRegion: list(z.object({ RegionId: z.string(), RegionEndpoint: text, LocalName: text })),
  }),
});

const instance = z.object({
  DBInstanceId: z.string(),
  DBInstanceDescription: text,
  Engine: text,
  EngineVersion: text,
  DBInstanceStatus: text,
  DBInstanceType: text,
  Category: text,
  DBInstanceStorageType: text,
  LockMode: text,
});
export type InstanceItem = z.infer<typeof instance>;

export const instances = z.object({
  ...requestId,
  NextToken: text,
  Items: z.object({ DBInstance: list(instance) }),
});

export const instanceAttributes = z.object({
  ...requestId,
  Items: z.object({ DBInstanceAttribute: list(instance) }),
});

const backup = z.object({
  BackupId: text,
  BackupStatus: text,
  BackupMethod: text,
  BackupStartTime: text,
  BackupEndTime: text,
  /** Documented as a text that holds JSON, `{}` when there is none. */
  Encryption: z.optional(z.unknown()),
});
export type BackupItem = z.infer<typeof backup>;

export const backups = z.object({
  ...requestId,
  TotalRecordCount: count,
  PageRecordCount: count,
  Items: z.object({ Backup: list(backup) }),
});

export const regionSupport = z.object({ ...requestId, SupportBackupEncryption: z.boolean() });

/** A text in one operation, a number in the other. */
export const authorization = z.object({ ...requestId, AuthorizationState: text });

export const enabled = z.object({ ...requestId, DBInstanceId: text });

export const keys = z.object({
  ...requestId,
  TotalCount: count,
  Keys: z.object({ Key: list(z.object({ KeyId: z.string() })) }),
});

export const key = z.object({
  ...requestId,
  KeyMetadata: z.object({
    KeyId: z.string(),
    KeyState: text,
    KeySpec: text,
    KeyUsage: text,
    Creator: text,
    Description: text,
    DeleteDate: text,
    MaterialExpireTime: text,
  }),
});
export type KeyMetadata = z.infer<typeof key>['KeyMetadata'];

export const aliases = z.object({
  ...requestId,
  TotalCount: count,
  Aliases: z.object({ Alias: list(z.object({ KeyId: text, AliasName: text })) }),
});
