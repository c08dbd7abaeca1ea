import openApi from '@alicloud/openapi-core';
import rds from '@alicloud/rds20140815';
import type { DescribeDBInstancesResponseBodyItemsDBInstance as Row } from '@alicloud/rds20140815';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { eachAtMost, type Reading, type States } from './reading.ts';

const DAY = 24 * 60 * 60 * 1000;

/** Reads the state of every instance of one account with Alibaba Cloud's own clients. */
export async function readAlibaba({ origin, regions, most }: Reading): Promise<States> {
  const configuration = {
    ...SANDBOX_CREDENTIALS.alibaba,
    endpoint: new URL(origin).host,
    protocol: 'http',
    regionId: regions[0] ?? '',
  };
  const client = new rds.default(new openApi.$OpenApiUtil.Config(configuration));
  const states: States = new Map();
  await call(client, 'GetCallerIdentity', {}, '2015-04-01');
  const listed = await Promise.all(regions.map((region) => list(client, region)));
  const rows = listed.flat();
  await eachAtMost(most, rows, async (row) => {
    const id = row.DBInstanceId ?? '';
    states.set(id, isEligible(row) ? await readState(client, row.regionId ?? '', id) : 'unsupported');
  });
  return states;
}

type Client = InstanceType<typeof rds.default>;

/** The …BackupEncryption operations are not in the published package: they are called by name. */
async function call(
  client: Client,
  action: string,
  query: Record<string, string>,
  version = '2014-08-15',
): Promise<Record<string, unknown>> {
  const parameters = new openApi.$OpenApiUtil.Params({
    action,
    version,
    protocol: 'http',
    pathname: '/',
    method: 'POST',
    authType: 'AK',
    style: 'RPC',
    reqBodyType: 'formData',
    bodyType: 'json',
  });
  const request = new openApi.$OpenApiUtil.OpenApiRequest({ query });
  const reply = await client.callApi(parameters, request, {} as never);
  return reply['body'] as Record<string, unknown>;
}

async function list(client: Client, regionId: string): Promise<Row[]> {
  const rows: Row[] = [];
  let nextToken: string | undefined;
  do {
    const page = { regionId, instanceLevel: 1, maxResults: 100, ...(nextToken && { nextToken }) };
    const { body } = await client.describeDBInstances(new rds.DescribeDBInstancesRequest(page));
    rows.push(...(body?.items?.DBInstance ?? []));
    nextToken = body?.nextToken;
  } while (nextToken);
  return rows;
}

function isEligible({ category, DBInstanceStorageType }: Row): boolean {
  return category === 'HighAvailability' && DBInstanceStorageType === 'local_ssd';
}

async function readState(
  client: Client,
  RegionId: string,
  id: string,
): Promise<'on' | 'off' | 'unsupported'> {
  const support = await call(client, 'CheckRegionSupportBackupEncryption', { RegionId, DBInstanceID: id });
  if (support['SupportBackupEncryption'] !== true) return 'unsupported';
  const request = new rds.DescribeBackupsRequest({
    DBInstanceId: id,
    backupStatus: 'Success',
    startTime: toMinute(Date.now() - 8 * DAY),
    endTime: toMinute(Date.now() + 60_000),
    pageNumber: 1,
    pageSize: 100,
  });
  const { body } = await client.describeBackups(request);
  const physical = (body?.items?.backup ?? []).filter(({ backupMethod }) => backupMethod === 'Physical');
  return physical.some(({ encryption }) => encryption !== undefined && encryption !== '{}') ? 'on' : 'off';
}

function toMinute(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16)}Z`;
}
