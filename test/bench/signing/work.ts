/**
 * The unit of work, the same for all: from parameters, credentials, time and nonce to the signed headers of the two
 * requests that a refresh is made of.
 */
import { createHmac, hash } from 'node:crypto';
import openApi from '@alicloud/openapi-core';
import huaweiCredentials from '@huaweicloud/huaweicloud-sdk-core/auth/BasicCredentials.js';
import huaweiSigner from '@huaweicloud/huaweicloud-sdk-core/auth/AKSKSigner.js';
import { acs3Signature, signAcs3, type Acs3Request } from '../../../src/cloud/signing/acs3.ts';
import { sdkHmacSignature, signSdkHmac, type SdkHmacRequest } from '../../../src/cloud/signing/sdkHmac.ts';

/** Three ways to the same signature; each call signs once and gives the Authorization, or the signature itself. */
export interface Signers {
  ours(): string;
  /** The vendor's own functions, called as its client calls them. */
  sdk(): string;
  /** Nothing but the hash and the HMAC, over texts that are ready. */
  floor(): string;
}

const credentials = {
  accessKeyId: 'LTAI5tBenchmarkKeyId',
  accessKeySecret: 'BenchmarkSecretNotReal01234567',
};
const SECOND = 1000;
let now = Date.UTC(2026, 0, 15);

/** No two requests of a refresh have the same time. */
function nextTime(): Date {
  return new Date((now += SECOND));
}

const backups: Omit<Acs3Request, 'date'> & { readonly query: Record<string, string | number> } = {
  method: 'POST',
  host: 'rds.aliyuncs.com',
  path: '/',
  query: {
    BackupStatus: 'Success',
    DBInstanceId: 'rm-bp1a2b3c4d5e6f7g8',
    EndTime: '2026-01-15T08:31Z',
    PageNumber: 1,
    PageSize: 100,
    StartTime: '2026-01-07T08:30Z',
  },
  action: 'DescribeBackups',
  version: '2014-08-15',
  credentials,
  nonce: '8f6be0e7-5c8b-4f70-9a13-3c2d1b0a9f8e',
};

/** DescribeBackups at Alibaba Cloud. */
export function alibabaSigners(): Signers {
  const { canonicalRequest, stringToSign } = acs3Signature({
    ...backups,
    headers: { host: backups.host, ...unsigned(signAcs3({ ...backups, date: nextTime() }).headers) },
  });
  return {
    ours: () => signAcs3({ ...backups, date: nextTime() }).headers['authorization'] ?? '',
    sdk: signAsAlibaba,
    floor: () => hashAndSign(canonicalRequest, stringToSign),
  };
}

/** The headers that a client of the SDK puts together, its flattened query, its hash and its Authorization. */
function signAsAlibaba(): string {
  const { OpenApiUtil } = openApi;
  const payload = OpenApiUtil.hash(Buffer.from(''), 'ACS3-HMAC-SHA256').toString('hex');
  const headers = {
    host: backups.host,
    'x-acs-version': backups.version,
    'x-acs-action': backups.action,
    'user-agent': 'AlibabaCloud',
    'x-acs-date': nextTime()
      .toISOString()
      .replace(/\.\d{3}/, ''),
    'x-acs-signature-nonce': backups.nonce,
    accept: 'application/json',
    'x-acs-content-sha256': payload,
  };
  const query = OpenApiUtil.query(backups.query);
  const request = { method: backups.method, pathname: backups.path, query, headers };
  return OpenApiUtil.getAuthorization(
    request as unknown as Parameters<typeof OpenApiUtil.getAuthorization>[0],
    'ACS3-HMAC-SHA256',
    payload,
    credentials.accessKeyId,
    credentials.accessKeySecret,
  );
}

const projectId = '0a1b2c3d4e5f60718293a4b5c6d7e8f9';
const status: Omit<SdkHmacRequest, 'date'> = {
  method: 'GET',
  host: 'gaussdb.cn-north-4.myhuaweicloud.com',
  path: `/v3/${projectId}/instances/9f8e7d6c5b4a39281706f5e4d3c2b1a0in07/backups/encryption`,
  query: {},
  projectId,
  credentials,
};

/** DescribeBackupEncryptStatus at Huawei Cloud. */
export function huaweiSigners(): Signers {
  const { canonicalRequest, stringToSign } = sdkHmacSignature({
    ...status,
    headers: { host: status.host, ...unsigned(signSdkHmac({ ...status, date: nextTime() }).headers) },
  });
  return {
    ours: () => signSdkHmac({ ...status, date: nextTime() }).headers['authorization'] ?? '',
    sdk: signAsHuawei,
    floor: () => hashAndSign(canonicalRequest, stringToSign),
  };
}

const huaweiKeys = new huaweiCredentials.BasicCredentials()
  .withAk(credentials.accessKeyId)
  .withSk(credentials.accessKeySecret);

function signAsHuawei(): string {
  const date = nextTime()
    .toISOString()
    .replace(/[-:]|\.\d{3}/g, '');
  const request = {
    endpoint: `https://${status.host}${status.path}`,
    method: status.method,
    queryParams: {},
    headers: { 'X-Project-Id': projectId, 'X-Sdk-Date': date },
  };
  const signed: { Authorization?: string } = huaweiSigner.AKSKSigner.sign(request, huaweiKeys);
  return signed.Authorization ?? '';
}

function unsigned(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'authorization'));
}

/** As node:crypto does it in the fewest calls. */
function hashAndSign(request: string, text: string): string {
  const digest = hash('sha256', request);
  return digest && createHmac('sha256', credentials.accessKeySecret).update(text).digest('hex');
}
