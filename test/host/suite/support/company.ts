import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Front } from '../../../support/front.ts';
import { startFront } from '../../../support/front.ts';
import { readCertificate } from '../../../support/certificates.ts';
import { startProxy } from '../../../support/proxy.ts';
import type { Proxy } from '../../../support/proxy.ts';
import { certificates } from '../../environment.ts';
import { configureAndRead, entryOf } from './fleet.ts';
import type { Scene } from './fleet.ts';
import { account } from './product.ts';
import type { AccountSnapshot } from './product.ts';

/** VS Code sends nothing for `localhost`, `127.0.0.1` and `::1` to a proxy; Linux answers on all of 127.0.0.0/8. */
export const ADDRESS = '127.0.0.2';

/** The authorities that the runner has made: one in the system's store, one told to Node, one nobody trusts. */
export type Authority = 'Company' | 'Node' | 'Stranger';

export function hasCompany(): boolean {
  return process.env[certificates] !== undefined;
}

/** Servers of one test; all are ended by `close`. */
export interface Company {
  /** An https entrance to the sandbox. */
  openCloud(authority: Authority, address?: string): Promise<Front>;
  /** A plain http one. */
  openPlainCloud(): Promise<Front>;
  openProxy(login?: string): Promise<Proxy>;
  /** One that ends whatever it is asked for. */
  openCuttingProxy(): Promise<Proxy>;
  close(): void;
}

export function openCompany({ sandbox }: Scene): Company {
  const opened: { close(): void }[] = [];
  const keep = <T extends { close(): void }>(server: T): T => {
    opened.push(server);
    return server;
  };
  return {
    async openCloud(authority, address = ADDRESS) {
      const folder = process.env[certificates];
      assert.ok(folder, 'the runner has made certificates');
      const certificate = await readCertificate(folder, authority);
      return keep(await startFront(sandbox.origin, { address, certificate }));
    },
    openPlainCloud: async () => keep(await startFront(sandbox.origin, { address: ADDRESS })),
    openProxy: async (login) => keep(await startProxy({ address: ADDRESS, ...(login && { login }) })),
    openCuttingProxy: async () => keep(await startProxy({ address: ADDRESS, cuts: true })),
    close: () => opened.forEach((server) => server.close()),
  };
}

const SETTINGS = ['proxy', 'proxySupport', 'noProxy', 'systemCertificates'] as const;

/** Sets just these of VS Code's own network settings; the others get their defaults back. */
export async function setHttp(values: Partial<Record<(typeof SETTINGS)[number], unknown>>): Promise<void> {
  for (const name of SETTINGS) {
    await vscode.workspace
      .getConfiguration('http')
      .update(name, values[name], vscode.ConfigurationTarget.Global);
  }
}

/** A proxy as users write it down. */
export function addressOf({ port }: Proxy, login = ''): string {
  return `http://${login && `${login}@`}127.0.0.1:${port}`;
}

let accounts = 0;

/** Reads one instance of an account that has never been there before, and returns what became of the account. */
export async function readFrom({ api, sandbox }: Scene, origin: string): Promise<AccountSnapshot> {
  accounts += 1;
  const id = `company-${accounts}`;
  const instance = [...sandbox.state.huawei.instances.values()].find(({ name }) => name === 'trade-core');
  assert.ok(instance);
  sandbox.clearRequests();
  const instances = [{ id: instance.id, region: 'cn-north-4' }];
  await configureAndRead(api, [entryOf('huawei', id, { origin }, { regions: [], instances })]);
  return account(api, id);
}
