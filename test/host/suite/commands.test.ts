import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { account, instanceNamed, run } from './support/product.ts';
import { clearMessages, closingPickers, hasScreen, messageShown } from './support/screen.ts';

const INSTANCE_COMMANDS = [
  ...['refreshInstance', 'copyInstanceId', 'openInConsole', 'enable', 'disable'],
  ...['copyRow', 'copyEvidence', 'copyMarkdown'],
  ...['explain', 'createRole', 'readAgain', 'showEvidence', 'showHistory'],
];
const ACCOUNT_COMMANDS = [
  ...['refreshAccount', 'testAccount', 'setCredentials', 'removeAccount'],
  ...['copyPolicy', 'openBilling'],
];

/** What a wrong caller may hand over; none of it names anything, so a picker may ask what was meant. */
const JUNK: readonly unknown[] = [
  null,
  'trade-core',
  7,
  [],
  {},
  { accountId: 5, instanceId: {} },
  { accountId: null },
  { kind: 'region', region: 'cn-north-4' },
];

describe('commands', () => {
  const scene = useScene();

  before(() =>
    configureAndSettle(scene.api, [
      entryOf('huawei', 'commanded', scene.sandbox),
      entryOf('alibaba', 'left-alone', scene.sandbox),
    ]),
  );
  beforeEach(async () => {
    if (hasScreen()) await clearMessages();
    scene.sandbox.clearRequests();
  });
  after(() => vscode.env.clipboard.writeText(''));

  const refOf = (name: string) => ({
    accountId: 'commanded',
    instanceId: instanceNamed(scene.api, 'commanded', name).id,
  });

  it('"refreshInstance" reads just that instance', async () => {
    const ref = refOf('trade-core');
    await run('refreshInstance', ref);
    const instances = new Set(scene.sandbox.requests.map(({ instanceId }) => instanceId));
    instances.delete(undefined);
    assert.deepEqual([...instances], [ref.instanceId]);
    assert.ok(scene.sandbox.requests.some(({ operation }) => operation === 'DescribeBackupEncryptStatus'));
  });

  it('"refreshAccount" reads just that account', async () => {
    await run('refreshAccount', { accountId: 'commanded' });
    assert.deepEqual([...new Set(scene.sandbox.requests.map(({ provider }) => provider))], ['huawei']);
    const read = scene.sandbox.requests.filter(
      ({ operation }) => operation === 'DescribeBackupEncryptStatus',
    );
    assert.equal(
      read.length,
      scene.api.instances().filter(({ accountId }) => accountId === 'commanded').length,
    );
  });

  it('"refresh" reads every account', async () => {
    await run('refresh');
    const providers = new Set(scene.sandbox.requests.map(({ provider }) => provider));
    assert.deepEqual([...providers].sort(), ['alibaba', 'huawei']);
  });

  it('"copyInstanceId" puts the id on the clipboard, and asks nobody', async () => {
    const ref = refOf('risk-engine');
    await run('copyInstanceId', ref);
    assert.equal(await vscode.env.clipboard.readText(), ref.instanceId);
    assert.equal(scene.sandbox.requests.length, 0);
  });

  it('both are for all of a selection that the row is part of', async () => {
    const refs = ['trade-core', 'risk-engine'].map(refOf);
    await run('copyInstanceId', refs[0], refs);
    const ids = refs.map(({ instanceId }) => instanceId);
    assert.deepEqual((await vscode.env.clipboard.readText()).split('\n'), ids);
    await run('refreshInstance', refs[0], refs);
    const read = scene.sandbox.requests.filter(
      ({ operation }) => operation === 'DescribeBackupEncryptStatus',
    );
    assert.deepEqual(read.map(({ instanceId }) => instanceId).sort(), ids.toSorted());
  });

  it('"testAccount" sends the proving call and tells who it is', async () => {
    await run('testAccount', { accountId: 'commanded' });
    assert.equal(scene.sandbox.requests.length, 1);
    if (hasScreen()) await messageShown(/Signed in to "The account commanded"/);
  });

  for (const command of INSTANCE_COMMANDS) {
    it(`"${command}" says so of an instance there is not`, async () => {
      const nowhere = { accountId: 'commanded', instanceId: 'no-such-instance' };
      const elsewhere = { accountId: '__proto__', instanceId: refOf('trade-core').instanceId };
      await run(command, elsewhere);
      await run(command, nowhere);
      assert.equal(scene.sandbox.requests.length, 0);
      if (hasScreen()) await messageShown(/There is no instance "no-such-instance"/);
    });
  }

  for (const command of ACCOUNT_COMMANDS) {
    it(`"${command}" says so of an account there is not`, async () => {
      await run(command, { accountId: 'no-such-account' });
      assert.equal(scene.sandbox.requests.length, 0);
      if (hasScreen()) await messageShown(/There is no account "no-such-account"/);
    });
  }

  for (const command of [...INSTANCE_COMMANDS, ...ACCOUNT_COMMANDS]) {
    it(`"${command}" does nothing with what is no argument`, async () => {
      const before = account(scene.api, 'commanded');
      for (const junk of JUNK) await closingPickers(run(command, junk));
      assert.equal(scene.sandbox.requests.length, 0);
      assert.deepEqual(account(scene.api, 'commanded'), before);
    });
  }

  it('have changed nothing', () => {
    assert.deepEqual(changesAt(scene.sandbox), []);
  });
});
