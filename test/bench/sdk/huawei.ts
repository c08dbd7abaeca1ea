import { BasicCredentials, GlobalCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import type { ICredential } from '@huaweicloud/huaweicloud-sdk-core/auth/ICredential.js';
import { HcClient } from '@huaweicloud/huaweicloud-sdk-core/HcClient.js';
import { DefaultHttpClient } from '@huaweicloud/huaweicloud-sdk-core/http/DefaultHttpClient.js';
import { LogLevel } from '@huaweicloud/huaweicloud-sdk-core/logger/index.js';
import type { Logger } from '@huaweicloud/huaweicloud-sdk-core/logger/index.js';
import type { SdkResponse } from '@huaweicloud/huaweicloud-sdk-core/SdkResponse.js';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { eachAtMost, type Reading, type States } from './reading.ts';

const { accessKeyId: ak, accessKeySecret: sk } = SANDBOX_CREDENTIALS.huawei;
const PAGE = 100;

/** Reads the state of every instance of one account with Huawei Cloud's own client. */
export async function readHuawei({ origin, regions, most }: Reading): Promise<States> {
  const states: States = new Map();
  const everyone = clientOf(origin, new GlobalCredentials({ ak, sk }));
  const { projects } = await get<{ projects: Project[] }>(everyone, '/v3/auth/projects');
  const listed = await Promise.all(
    regions.map(async (region) => {
      const projectId = projects.find(({ name }) => name === region)?.id ?? '';
      const client = clientOf(origin, new BasicCredentials({ ak, sk, projectId }));
      return (await list(client)).map((id) => ({ client, id }));
    }),
  );
  await eachAtMost(most, listed.flat(), async ({ client, id }) => {
    states.set(id, await readState(client, id));
  });
  return states;
}

interface Project {
  readonly id: string;
  readonly name: string;
}

function clientOf(origin: string, credential: ICredential): HcClient {
  const http = new DefaultHttpClient({ logger: SILENT }, [origin]);
  return new HcClient(http).withEndpoints([origin]).withCredential(credential);
}

function get<Reply>(
  client: HcClient,
  url: string,
  queryParams: Record<string, unknown> = {},
  pathParams: Record<string, string> = {},
): Promise<Reply> {
  const request = { method: 'GET', contentType: 'application/json', headers: {} };
  return client.sendRequest<SdkResponse & Reply>({ ...request, url, queryParams, pathParams });
}

async function list(client: HcClient): Promise<string[]> {
  const ids: string[] = [];
  let total: number;
  do {
    const query = { offset: ids.length, limit: PAGE };
    const page = await get<{ instances: { id: string }[]; total_count: number }>(
      client,
      '/v3/{project_id}/instances',
      query,
    );
    ids.push(...page.instances.map(({ id }) => id));
    total = page.total_count;
  } while (ids.length < total);
  return ids;
}

async function readState(client: HcClient, id: string): Promise<'on' | 'off' | 'unsupported'> {
  const url = '/v3/{project_id}/instances/{instance_id}/backups/encryption';
  try {
    const reply = await get<{ encryption_status: string }>(client, url, {}, { instance_id: id });
    return reply.encryption_status === 'on' ? 'on' : 'off';
  } catch (error) {
    if ((error as { errorCode?: string }).errorCode === 'DBS.200040') return 'unsupported';
    throw error;
  }
}

/** The SDK would print every refusal, with the Authorization header at its debug level. */
const SILENT: Logger = {
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  setLevel: nothing,
  getLevel: () => LogLevel.ERROR,
  setName: nothing,
};

function nothing(): void {
  // Not measured here.
}
