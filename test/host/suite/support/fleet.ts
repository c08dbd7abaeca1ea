import { after, before } from 'mocha';
import * as vscode from 'vscode';
import { SANDBOX_REGIONS } from '../../../../src/sandbox/fleet.ts';
import { startSandbox } from '../../../../src/sandbox/sandbox.ts';
import type { Sandbox, SandboxOptions } from '../../../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../../../src/sandbox/users.ts';
import { activateProduct } from './product.ts';
import type { Api } from './product.ts';
import { until } from '../../../support/until.ts';

/** What a suite works with: the product, and clouds of its own on loopback. */
export interface Scene {
  readonly api: Api;
  readonly sandbox: Sandbox;
}

/** Starts a sandbox before the tests of a suite, and afterwards takes every account away again. */
export function useScene(options: () => SandboxOptions = () => ({})): Scene {
  const scene: { api?: Api; sandbox?: Sandbox } = {};
  before(async () => {
    scene.api = await activateProduct();
    scene.sandbox = await startSandbox(options());
    giveCredentials();
  });
  after(async () => {
    await configure(undefined);
    await until(() => scene.api?.accounts().length === 0, 'every account is gone');
    await scene.sandbox?.close();
    setEnvironment({});
  });
  return scene as Scene;
}

/** Writes the setting, as a user does in the settings file. */
export async function configure(accounts: unknown): Promise<void> {
  await setOwn('accounts', accounts);
}

export async function setOwn(name: string, value: unknown): Promise<void> {
  await vscode.workspace
    .getConfiguration('backupEncryption')
    .update(name, value, vscode.ConfigurationTarget.Global);
}

/** Writes the setting, and waits until just these accounts are there and read, or failed. */
export async function configureAndRead(
  api: Api,
  accounts: readonly { readonly id: string }[],
): Promise<void> {
  await configure(accounts);
  const wanted = accounts.map(({ id }) => id).sort();
  await until(
    () => {
      const shown = api.accounts();
      const ids = shown.map(({ id }) => id).sort();
      return String(ids) === String(wanted) && shown.every(({ state }) => state !== 'pending');
    },
    `the accounts ${wanted.join(', ')} are there and read`,
  );
}

/**
 * Like `configureAndRead`, and waits for the end of the reading besides: an account shows as read before its snapshot
 * is written, and a refresh asked for in between would join the reading that ends instead of starting one.
 */
export async function configureAndSettle(
  api: Api,
  accounts: readonly { readonly id: string }[],
): Promise<void> {
  await configureAndRead(api, accounts);
  await api.refresh();
}

export interface Entry {
  readonly id: string;
  readonly provider: 'alibaba' | 'huawei';
  readonly name?: string;
  readonly regions: readonly string[];
  readonly credentials: { readonly source: 'environment' | 'secretStorage' };
  readonly instances?: readonly { readonly id: string; readonly region: string; readonly name?: string }[];
  readonly endpoints: Readonly<Record<string, string>>;
}

/** A settings entry for a cloud of the sandbox, with credentials from the environment. */
export function entryOf(
  provider: Entry['provider'],
  id: string,
  { origin }: Pick<Sandbox, 'origin'>,
  differences: Partial<Entry> = {},
): Entry {
  const services = provider === 'alibaba' ? ['rds', 'kms', 'sts'] : ['taurusdb', 'iam', 'kms'];
  return {
    id,
    provider,
    name: `The account ${id}`,
    regions: SANDBOX_REGIONS[provider],
    credentials: { source: 'environment' },
    endpoints: Object.fromEntries(services.map((service) => [service, origin])),
    ...differences,
  };
}

const NAMES = {
  alibabaId: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
  alibabaSecret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
  alibabaToken: 'ALIBABA_CLOUD_SECURITY_TOKEN',
  huaweiId: 'HUAWEICLOUD_SDK_AK',
  huaweiSecret: 'HUAWEICLOUD_SDK_SK',
  huaweiToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
  sampleId: 'CLOUD_SDK_AK',
  sampleSecret: 'CLOUD_SDK_SK',
} as const;

/** Sets just these credentials in the environment of the extension host; all others are taken out. */
export function setEnvironment(values: Partial<Record<keyof typeof NAMES, string>>): void {
  for (const [key, name] of Object.entries(NAMES)) {
    const value = values[key as keyof typeof NAMES];
    if (value === undefined) Reflect.deleteProperty(process.env, name);
    else process.env[name] = value;
  }
}

/** The sandbox's own credentials, for both clouds. */
export function giveCredentials(): void {
  const { alibaba, huawei } = SANDBOX_CREDENTIALS;
  setEnvironment({
    alibabaId: alibaba.accessKeyId,
    alibabaSecret: alibaba.accessKeySecret,
    huaweiId: huawei.accessKeyId,
    huaweiSecret: huawei.accessKeySecret,
  });
}

/** The changing requests that a sandbox has seen, by their names. */
export function changesAt({ requests }: Pick<Sandbox, 'requests'>): string[] {
  return requests.filter(({ changing }) => changing).map(({ operation }) => operation);
}
