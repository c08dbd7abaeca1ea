import type * as z from 'zod/mini';
import { plainText } from '../../domain/text.ts';
import { keysOf, type SessionOptions } from '../provider.ts';
import type { Query } from '../signing/request.ts';
import { signSdkHmac } from '../signing/sdkHmac.ts';
import { readReply } from '../transport/reply.ts';
import { defaultOrigin, type Service } from './endpoints.ts';
import { parseError } from './errors.ts';

export interface RestCall<T> {
  /** Huawei's own name of the operation, for the log. */
  readonly operation: string;
  readonly service: Service;
  readonly region: string;
  readonly method: 'GET' | 'POST';
  /** Ids in it are checked beforehand, so that no encoding question arises. */
  readonly path: string;
  readonly query?: Query;
  readonly body?: unknown;
  readonly projectId?: string;
  readonly schema: z.core.$ZodType<T>;
  readonly changing?: boolean;
}

export interface RestReply<T> {
  readonly value: T;
  readonly requestId: string;
}

/** Sends one REST call signed with SDK-HMAC-SHA256. */
export type Rest = <T>(call: RestCall<T>, signal: AbortSignal) => Promise<RestReply<T>>;

export function createRest(options: SessionOptions): Rest {
  const credentials = keysOf(options.login);
  return (call, signal) => {
    const origin = originOf(options, call.service, call.region);
    return options.caller.call(
      {
        operation: [options.accountId, call.operation, call.region].filter(Boolean).join(' '),
        changing: call.changing ?? false,
        sign: (date) => ({
          origin,
          ...signSdkHmac({
            method: call.method,
            host: new URL(origin).host,
            path: call.path,
            query: call.query ?? {},
            ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
            ...(call.projectId && { projectId: call.projectId }),
            credentials,
            date,
          }),
        }),
        parse: (reply) => ({
          value: readReply(call.schema, reply, parseError),
          requestId: plainText(reply.headers.get('x-request-id') ?? '', 100),
        }),
      },
      signal,
    );
  };
}

/** The user's own endpoint, else the published one. @throws CloudError `configuration` for a region without one */
export function originOf({ endpoints }: SessionOptions, service: Service, region: string): string {
  return endpoints[service] ?? defaultOrigin(service, region);
}
