/** Signed calls to the sandbox without any client, for tests that must see or spoil what goes over the wire. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Credentials } from '../../src/cloud/login.ts';
import { signAcs3 } from '../../src/cloud/signing/acs3.ts';
import type { SignedRequest } from '../../src/cloud/signing/request.ts';
import { signSdkHmac } from '../../src/cloud/signing/sdkHmac.ts';
import type { AlibabaInstance } from '../../src/sandbox/alibaba/model.ts';
import type { HuaweiInstance, HuaweiProject } from '../../src/sandbox/huawei/model.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';

export type Json =
  string | number | boolean | null | undefined | readonly Json[] | { readonly [name: string]: Json };

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Json;
  /** The cloud's own error code; empty without an error. */
  readonly code: string;
}

export interface Signing {
  readonly credentials?: Credentials;
  readonly date?: Date;
  readonly nonce?: string;
}

const VERSIONS: Readonly<Record<string, string>> = {
  ListKeys: '2016-01-20',
  DescribeKey: '2016-01-20',
  ListAliases: '2016-01-20',
  GetCallerIdentity: '2015-04-01',
};

export function signForAlibaba(
  sandbox: Sandbox,
  action: string,
  query: Record<string, string | number> = {},
  signing: Signing = {},
): SignedRequest {
  return signAcs3({
    method: 'POST',
    host: new URL(sandbox.origin).host,
    path: '/',
    query,
    action,
    version: VERSIONS[action] ?? '2014-08-15',
    credentials: signing.credentials ?? SANDBOX_CREDENTIALS.alibaba,
    date: signing.date ?? new Date(),
    nonce: signing.nonce ?? randomUUID(),
  });
}

export function signForHuawei(
  sandbox: Sandbox,
  method: string,
  path: string,
  rest: { query?: Record<string, string | number>; body?: object; projectId?: string } & Signing = {},
): SignedRequest {
  return signSdkHmac({
    method,
    host: new URL(sandbox.origin).host,
    path,
    query: rest.query ?? {},
    ...(rest.body && { body: JSON.stringify(rest.body) }),
    ...(rest.projectId && { projectId: rest.projectId }),
    credentials: rest.credentials ?? SANDBOX_CREDENTIALS.huawei,
    date: rest.date ?? new Date(),
  });
}

export async function send(
  sandbox: Sandbox,
  { method, path, headers, body }: SignedRequest,
): Promise<Answer> {
  const response = await fetch(sandbox.origin + path, { method, headers, ...(body && { body }) });
  const answer = (await response.json()) as Json;
  const codes = [['Code'], ['error_code'], ['error', 'error_code'], ['error', 'code']];
  const code = codes.map((names) => textAt(answer, ...names)).find((text) => text !== '') ?? '';
  return { status: response.status, headers: response.headers, body: answer, code };
}

/** What stands in a JSON value under a path of names. */
export function at(json: Json, ...names: string[]): Json {
  return names.reduce<Json>(
    (inner, name) => (inner as Record<string, Json> | null | undefined)?.[name],
    json,
  );
}

/** The text under a path of names; empty when there is none. */
export function textAt(json: Json, ...names: string[]): string {
  const value = at(json, ...names);
  return typeof value === 'object' || value === undefined ? '' : String(value);
}

/** The list under a path of names; empty when there is none. */
export function listAt(json: Json, ...names: string[]): readonly Json[] {
  const value = at(json, ...names);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

export function callAlibaba(
  sandbox: Sandbox,
  action: string,
  query: Record<string, string | number> = {},
  signing: Signing = {},
): Promise<Answer> {
  return send(sandbox, signForAlibaba(sandbox, action, query, signing));
}

export function callHuawei(
  sandbox: Sandbox,
  method: string,
  path: string,
  rest: Parameters<typeof signForHuawei>[3] = {},
): Promise<Answer> {
  return send(sandbox, signForHuawei(sandbox, method, path, rest));
}

export function alibabaInstance(sandbox: Sandbox, name: string): AlibabaInstance {
  return named(sandbox.state.alibaba.instances.values(), name);
}

export function huaweiInstance(sandbox: Sandbox, name: string): HuaweiInstance {
  return named(sandbox.state.huawei.instances.values(), name);
}

export function huaweiProject(sandbox: Sandbox, name: string): HuaweiProject {
  return named(sandbox.state.huawei.projects, name);
}

function named<T extends { readonly name: string }>(all: Iterable<T>, name: string): T {
  const found = [...all].find((one) => one.name === name);
  assert.ok(found, `the sandbox has no ${name}`);
  return found;
}
