import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { instanceNamed, run } from './support/product.ts';
import { hasScreen, viewShown } from './support/screen.ts';
import { until } from '../../support/until.ts';

describe('the view', () => {
  const scene = useScene();

  before(async function () {
    if (!hasScreen()) this.skip();
    const nowhere = { origin: 'http://127.0.0.1:1' };
    await configureAndSettle(scene.api, [
      entryOf('huawei', 'seen', scene.sandbox),
      entryOf('alibaba', 'unreachable', nowhere, { regions: ['cn-hangzhou'] }),
    ]);
    await vscode.commands.executeCommand('backupEncryption.instances.focus');
  });
  after(async () => {
    await run('clearFilter');
    await run('groupBy', 'account');
  });

  async function shows(what: string, fits: (lines: readonly string[]) => boolean): Promise<void> {
    let lines: readonly string[] = [];
    await until(async () => fits((lines = await viewShown())), what).catch((error: unknown) => {
      throw new Error(`${String(error)}, but: ${lines.join(' | ')}`);
    });
  }

  it('groups by state what all accounts have', async () => {
    await run('groupBy', 'state');
    await shows('the states', (lines) => {
      const groups = lines.filter((line) => /\d+ instances?$/.test(line));
      return /^not encrypted\d+ instances/.test(groups[0] ?? '');
    });
    await shows('whose an instance is', (lines) =>
      lines.some((line) => /^risk-enginenot encrypted .*The account seen · cn-north-4/.test(line)),
    );
  });

  it('moves an instance to its group when its state changes', async () => {
    const { id } = instanceNamed(scene.api, 'seen', 'risk-engine');
    const instance = scene.sandbox.state.huawei.instances.get(id);
    assert.ok(instance);
    const groupOf = (lines: readonly string[], name: string) =>
      lines
        .slice(
          0,
          lines.findIndex((line) => line.startsWith(name)),
        )
        .findLast((line) => /\d+ instances?$/.test(line));
    Object.assign(instance.encryption, { status: 'on', keyId: 'of-somebody-else', algorithm: 'AES_256' });
    await run('refreshInstance', { accountId: 'seen', instanceId: id });
    await shows('it among those that are encrypted', (lines) =>
      (groupOf(lines, 'risk-engine') ?? '').startsWith('encrypted'),
    );
    instance.encryption.status = 'off';
    await run('refreshInstance', { accountId: 'seen', instanceId: id });
    await shows('it among those that are not', (lines) =>
      (groupOf(lines, 'risk-engine') ?? '').startsWith('not encrypted'),
    );
  });

  it('says what it filters and how many fit', async () => {
    await run('filter', { text: 'TRADE seen' });
    const { length } = scene.api.instances();
    await shows('the filter', (lines) => lines[0] === `Showing 2 of ${length} · filter: "TRADE seen"`);
    await shows('both', (lines) =>
      ['trade-core', 'trade-history'].every((name) => lines.some((line) => line.startsWith(name))),
    );
    await shows('no others', (lines) => !lines.some((line) => line.startsWith('risk-engine')));
  });

  it('never filters out an account that cannot be read', async () => {
    for (const grouping of ['state', 'account', 'engine', 'provider']) {
      await run('groupBy', grouping);
      await run('filter', { text: 'nothing is called so', states: ['on'] });
      await shows(`the failure, by ${grouping}`, (lines) =>
        lines.some((line) => /^The account unreachable.*not reachable/.test(line)),
      );
      await shows('that nothing fits', (lines) =>
        (lines[0] ?? '').startsWith('No instances match the filter'),
      );
    }
  });

  it('takes no filter and no grouping from junk', async () => {
    await run('filter', { text: 7, states: 'all' });
    await shows('every account', (lines) => lines.some((line) => line.startsWith('Huawei Cloud')));
  });
});
