import type * as z from 'zod/mini';
import { plainText } from '../../domain/text.ts';
import { callAuthenticated } from '../authenticated.ts';
import { CloudError } from '../error.ts';
import type { SessionOptions } from '../provider.ts';
import type { Query } from '../signing/request.ts';
import { readReply } from '../transport/reply.ts';
import type { Hosts, Service } from './endpoints.ts';
import type { HuaweiLogin, Unsigned } from './authenticate.ts';
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

export function createRest(options: SessionOptions, login: HuaweiLogin, hosts: Hosts): Rest {
  const sendTo = <T>(origin: string, call: RestCall<T>, signal: AbortSignal) => {
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
        sign: (date) => authenticate(requestOf(origin, call), date),
        parse: (reply) => ({
          value: readReply(call.schema, reply, errors),
          requestId: plainText(reply.headers.get('x-request-id') ?? '', 100),
        }),
      }),
      signal,
    );
  };
  return async (call, signal) => {
    const origin = hosts.originOf(call.service, call.region);
    try {
      return await sendTo(origin, call, signal);
    } catch (error) {
      const other = call.changing || !hasNoAddress(error) ? undefined : hosts.alternative(origin);
      if (!other) throw error;
      return sendTo(other, call, signal).then(
        (reply) => {
          hosts.replace(origin, other);
          return reply;
        },
        (second: unknown) => {
          throw hasNoAddress(second) ? error : second;
        },
      );
    }
  };
}

function requestOf<T>(origin: string, { method, path, query, body, projectId }: RestCall<T>): Unsigned {
  return {
    method,
    host: new URL(origin).host,
    path,
    query: query ?? {},
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(projectId && { projectId }),
  };
}

/** Whether a request failed because there is no host of that name, or was not sent because the last ones had. */
function hasNoAddress(error: unknown): boolean {
  return error instanceof CloudError && (error.noHost || hasNoAddress(error.cause));
}
