import * as z from 'zod/mini';
import { count, text } from '../schema.ts';

/** Replies of TaurusDB v3, IAM v3 and KMS v1.0, as far as we read them. */

export const projects = z.object({
  projects: z.array(
    z.object({ id: z.string(), name: text, domain_id: text, enabled: z.optional(z.nullable(z.boolean())) }),
  ),
});
export type Project = z.infer<typeof projects>['projects'][number];

export const issuedToken = z.object({
  token: z.object({
    issued_at: text,
    expires_at: text,
    user: z.nullish(z.object({ domain: z.nullish(z.object({ id: text })) })),
  }),
});
export type IssuedToken = z.infer<typeof issuedToken>['token'];

const instance = z.object({
  id: z.string(),
  name: text,
  status: text,
  datastore: z.nullish(z.object({ type: text, version: text })),
  enterprise_project_id: text,
});
export type InstanceItem = z.infer<typeof instance>;

export const instances = z.object({ instances: z.array(instance), total_count: count });

export const instanceDetail = z.object({ instance });

/** `on` and `off`, in any case; whatever else comes is looked at by the caller. */
export const encryptionStatus = z.object({ encryption_status: z.optional(z.unknown()) });

const key = z.object({
  key_id: z.string(),
  key_alias: text,
  key_spec: text,
  key_usage: text,
  key_state: text,
  default_key_flag: text,
  scheduled_deletion_date: text,
  expiration_time: text,
  origin: text,
  sys_enterprise_project_id: text,
});
export type KeyDetails = z.infer<typeof key>;

export const keys = z.object({ key_details: z.array(key), next_marker: text, truncated: text });

export const keyInfo = z.object({ key_info: key });
