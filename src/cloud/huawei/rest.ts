import type * as z from 'zod/mini';
import { plainText } from '../../domain/text.ts';
import { callAuthenticated } from '../authenticated.ts';
import type { SessionOptions } from '../provider.ts';
import type { Query } from '../signing/request.ts';
import { readReply } from '../transport/reply.ts';
import { originOf, type Service } from './endpoints.ts';
import type { HuaweiLogin } from './authenticate.ts';
import { errorReader } from './errors.ts';

export interface RestCall<T> {
  /** Huawei's own name of the operation, for the log. */
  readonly operation: string;
  /** The IAM action that it needs. */
  readonly action?: string;
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

/** Sends one REST call, authenticated as the account's login says. */
export type Rest = <T>(call: RestCall<T>, signal: AbortSignal) => Promise<RestReply<T>>;

export function createRest(options: SessionOptions, login: HuaweiLogin): Rest {
  return (call, signal) => {
    const origin = originOf(options, call.service, call.region);
    const request = {
      method: call.method,
      host: new URL(origin).host,
      path: call.path,
      query: call.query ?? {},
      ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
      ...(call.projectId && { projectId: call.projectId }),
    };
    const operation = [options.accountId, call.operation, call.region].filter(Boolean).join(' ');
    const errors = errorReader(call.action);
    return callAuthenticated(
      options.caller,
      login.source(call.projectId),
      (authenticate) => ({
        operation,
        origin,
        region: call.region,
        changing: call.changing ?? false,
        sign: (date) => authenticate(request, date),
        parse: (reply) => ({
          value: readReply(call.schema, reply, errors),
          requestId: plainText(reply.headers.get('x-request-id') ?? '', 100),
        }),
      }),
      signal,
    );
  };
}
