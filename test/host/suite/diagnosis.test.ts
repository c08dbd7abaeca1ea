import assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { run } from './support/product.ts';
import { until } from '../../support/until.ts';

describe('Diagnose Connection', () => {
  const scene = useScene();
  before(() => configureAndSettle(scene.api, [entryOf('huawei', 'diagnosed', scene.sandbox)]));

  it('writes a report of every step, changes nothing, and tells no secret', async () => {
    scene.sandbox.clearRequests();
    await run('diagnoseConnection', { accountId: 'diagnosed' });
    const report = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(report, /^account diagnosed, Huawei Cloud TaurusDB, credentials from environment$/m);
    assert.match(report, /http\.proxySupport/);
    assert.match(report, /name +\d+ ms {2}127\.0\.0\.1/);
    assert.match(report, /greeting +\d+ ms {2}reachable, HTTP \d+ .*, clock offset -?\d+ s/);
    for (const step of ['identity', 'instances', 'state', 'keys']) {
      assert.match(report, new RegExp(`^${step} +\\d+ ms {2}(?!FAILED)`, 'm'));
    }
    assert.ok(!report.includes(SANDBOX_CREDENTIALS.huawei.accessKeySecret));
    assert.deepEqual(changesAt(scene.sandbox), []);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says where it ends when the cloud refuses the key', async () => {
    const match = { operation: 'KeystoneListAuthProjects' };
    scene.sandbox.faults.add({ match, effect: { kind: 'status', status: 401, code: 'APIGW.0301' } });
    await run('diagnoseConnection', { accountId: 'diagnosed' });
    const report = () => vscode.window.activeTextEditor?.document.getText() ?? '';
    // An editor on a text that was shown before follows the new one a moment later.
    const refused = /^identity +\d+ ms {2}FAILED credentials refused: .*APIGW\.0301/m;
    await until(() => refused.test(report()), 'the report says that the key is refused');
    assert.doesNotMatch(report(), /^instances/m);
    scene.sandbox.faults.clear();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });
});
