import type * as z from 'zod/mini';
import { callAuthenticated } from '../authenticated.ts';
import type { Source } from '../lease.ts';
import type { Credentials } from '../login.ts';
import type { SessionOptions } from '../provider.ts';
import { signAcs3 } from '../signing/acs3.ts';
import type { QueryValue } from '../signing/request.ts';
import { readReply } from '../transport/reply.ts';
import { defaultOrigin, VERSIONS, type Service } from './endpoints.ts';
import { errorReader } from './errors.ts';

export interface RpcCall<T> {
  readonly service: Service;
  /** Decides the endpoint; left out for calls that belong to no region. */
  readonly region?: string;
  readonly action: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly schema: z.core.$ZodType<T>;
  readonly changing?: boolean;
}

/** Sends one RPC call: POST, all parameters in the query, signed with ACS3-HMAC-SHA256. */
export type Rpc = <T>(call: RpcCall<T>, signal: AbortSignal) => Promise<T>;

/**
 * @param source of the keys to sign with
 * @param regionOrigins origins of RDS by region, as DescribeRegions told them
 */
export function createRpc(
  options: SessionOptions,
  source: Source<Credentials>,
  regionOrigins: ReadonlyMap<string, string> = new Map(),
): Rpc {
  return (call, signal) => {
    const origin = originOf(options, regionOrigins, call);
    const operation = [options.accountId, call.action, call.region].filter(Boolean).join(' ');
    const errors = errorReader(`${call.service}:${call.action}`);
    return callAuthenticated(
      options.caller,
      source,
      (credentials) => ({
        operation,
        origin,
        region: call.region,
        changing: call.changing ?? false,
        sign: (date, nonce) =>
          signAcs3({
            method: 'POST',
            host: new URL(origin).host,
            path: '/',
            query: call.query ?? {},
            action: call.action,
            version: VERSIONS[call.service],
            credentials,
            date,
            nonce,
          }),
        parse: (reply) => readReply(call.schema, reply, errors),
      }),
      signal,
    );
  };
}

/** The user's own endpoint first, then what RDS says of itself, then the published table. */
export function originOf(
  { endpoints }: SessionOptions,
  regionOrigins: ReadonlyMap<string, string>,
  { service, region }: Pick<RpcCall<unknown>, 'service' | 'region'>,
): string {
  const told = service === 'rds' && region ? regionOrigins.get(region) : undefined;
  return endpoints[service] ?? told ?? defaultOrigin(service, region);
}
