import * as z from 'zod/mini';
import { count, identifier, text } from '../schema.ts';

/** Replies of RDS 2014-08-15, KMS 2016-01-20 and STS 2015-04-01, as far as we read them. */

const requestId = { RequestId: identifier };

export const callerIdentity = z.object({ ...requestId, AccountId: z.string(), Arn: text });

export const assumedRole = z.object({
  ...requestId,
  Credentials: z.object({
    AccessKeyId: z.string(),
    AccessKeySecret: z.string(),
    SecurityToken: z.string(),
    Expiration: text,
  }),
});

/** One row for each zone, so the same region comes more than once. */
export const regions = z.object({
  ...requestId,
  Regions: z.object({
    RDSRegion: z.array(z.object({ RegionId: z.string(), RegionEndpoint: text, LocalName: text })),
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
  DBInstanceClass: text,
  /** The listing calls it so; the attributes call it CreationTime. */
  CreateTime: text,
  CreationTime: text,
});
export type InstanceItem = z.infer<typeof instance>;

export const instances = z.object({
  ...requestId,
  NextToken: text,
  Items: z.object({ DBInstance: z.array(instance) }),
});

export const instanceAttributes = z.object({
  ...requestId,
  Items: z.object({ DBInstanceAttribute: z.array(instance) }),
});

const backup = z.object({
  BackupId: text,
  BackupStatus: text,
  BackupMethod: text,
  BackupStartTime: text,
  BackupEndTime: text,
  /** Documented as a text; official samples have the text `{}` and the object `{}`. */
  Encryption: z.optional(z.unknown()),
});
export type BackupItem = z.infer<typeof backup>;

export const backups = z.object({
  ...requestId,
  TotalRecordCount: count,
  Items: z.object({ Backup: z.array(backup) }),
});

export const regionSupport = z.object({ ...requestId, SupportBackupEncryption: z.boolean() });

/** A text in one operation, a number in the other. */
export const authorization = z.object({ ...requestId, AuthorizationState: text });

export const enabled = z.object({ ...requestId, DBInstanceId: text });

export const keys = z.object({
  ...requestId,
  TotalCount: count,
  Keys: z.object({ Key: z.array(z.object({ KeyId: z.string() })) }),
});

export const key = z.object({
  ...requestId,
  KeyMetadata: z.object({
    KeyId: z.string(),
    KeyState: text,
    KeySpec: text,
    KeyUsage: text,
    Origin: text,
    DeleteDate: text,
    MaterialExpireTime: text,
  }),
});
export type KeyMetadata = z.infer<typeof key>['KeyMetadata'];

export const aliases = z.object({
  ...requestId,
  TotalCount: count,
  Aliases: z.object({ Alias: z.array(z.object({ KeyId: text, AliasName: text })) }),
});
