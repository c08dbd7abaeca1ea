import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { account, instanceNamed, run } from './support/product.ts';
import {
  answerDialog,
  clearMessages,
  dialogShown,
  hasScreen,
  messageButtons,
  messageShown,
  pickerShown,
  press,
} from './support/screen.ts';
import { until } from '../../support/until.ts';

type Cloud = 'alibaba' | 'huawei';

/** A refusal of the proving call: what the message says besides the cloud's own words, and its first button. */
const REFUSALS: readonly (readonly [category: string, Cloud, object, words: RegExp, button: string])[] = [
  ['credentials', 'huawei', { status: 401 }, /Set HUAWEICLOUD_SDK_AK and/, 'Try Again'],
  [
    'permission',
    'alibaba',
    { status: 403, code: 'Forbidden.RAM' },
    /least policy can be copied/,
    'Copy Minimal Policy…',
  ],
  [
    'not-found',
    'alibaba',
    { status: 404, code: 'InvalidRegion.NotFound' },
    /ids in the settings/,
    'Open Settings',
  ],
  ['invalid-request', 'alibaba', { status: 400, code: 'InvalidParameter' }, /Look at the log/, 'Show Log'],
  ['instance-state', 'huawei', { status: 409 }, /Wait until the instance/, 'Try Again'],
  ['server', 'huawei', { status: 500 }, /Try again later/, 'Try Again'],
  [
    'clock-skew',
    'huawei',
    { status: 401, code: 'APIGW.0301', message: 'signature expired' },
    /clock is \d+ minutes .*Set this computer's clock/,
    'Diagnose Connection',
  ],
  ['billing', 'alibaba', { status: 403, code: 'Pay.InsufficientBalance' }, /Settle it/, 'Open Billing'],
  ['key', 'alibaba', { status: 403, code: 'InvalidKmsKey' }, /another key/, 'Choose Another Key…'],
  ['unsupported', 'alibaba', { status: 400, code: 'Api.NotSupport' }, /not offer it/, 'Explain…'],
  [
    'role missing',
    'alibaba',
    { status: 404, code: 'BackupAkProvenNotFound' },
    /service-linked role/,
    'Create Role…',
  ],
];

describe('a repair', () => {
  const scene = useScene();

  before(async function () {
    if (!hasScreen()) this.skip();
    await configureAndSettle(scene.api, [
      entryOf('huawei', 'repaired-huawei', scene.sandbox),
      entryOf('alibaba', 'repaired-alibaba', scene.sandbox),
    ]);
  });
  beforeEach(async () => {
    await clearMessages();
    scene.sandbox.clearRequests();
  });
  afterEach(() => {
    scene.sandbox.faults.clear();
  });

  const refOf = (accountId: string, name: string) => ({
    accountId,
    instanceId: instanceNamed(scene.api, accountId, name).id,
  });

  async function testedWith(cloud: Cloud, effect: object): Promise<void> {
    const operation = cloud === 'huawei' ? 'KeystoneListAuthProjects' : 'GetCallerIdentity';
    scene.sandbox.faults.add({ match: { operation }, effect: effect as { kind: 'hang' } });
    await run('testAccount', { accountId: `repaired-${cloud}` });
  }

  for (const [category, cloud, effect, words, button] of REFUSALS) {
    it(`after "${category}" is a button in the message`, async () => {
      await testedWith(cloud, { kind: 'status', ...effect });
      await messageShown(words);
      assert.equal((await messageButtons())[0], button);
    });
  }

  it('after "throttled" is told with the wait that the cloud asks for, and when it is tried again', async () => {
    await testedWith('huawei', { kind: 'throttle', retryAfterMs: 300 });
    await messageShown(/asks to wait until \d{4}-.*The next refresh tries again/);
    assert.equal((await messageButtons())[0], 'Try Again');
  });

  it('after "network" and "unexpected-reply" leads to the report and to the log', async () => {
    await testedWith('huawei', { kind: 'resetBefore' });
    await messageShown(/way to the cloud/);
    assert.equal((await messageButtons())[0], 'Diagnose Connection');
    await clearMessages();
    scene.sandbox.faults.clear();
    await testedWith('huawei', { kind: 'body', text: '<html>' });
    await messageShown(/Look at the log/);
    const buttons = (await messageButtons()).filter((title) => title === 'Show Log');
    assert.equal(buttons.length, 1, 'it stands there once');
  });

  it('that tries again makes the account whole', async () => {
    scene.sandbox.faults.add({ match: { provider: 'huawei' }, effect: { kind: 'status', status: 403 } });
    await run('refreshAccount', { accountId: 'repaired-huawei' });
    assert.equal(account(scene.api, 'repaired-huawei').state, 'problem');
    scene.sandbox.faults.clear();
    await run('refreshAccount', { accountId: 'repaired-huawei' });
    assert.equal(account(scene.api, 'repaired-huawei').state, 'ok');
  });

  it('"createRole" asks first, creates it once, and knows when there is nothing to do', async () => {
    const ref = refOf('repaired-alibaba', 'inventory-prod');
    const declined = run('createRole', ref);
    assert.match(await dialogShown(), /AliyunServiceRoleForRdsBackupEncryption[\s\S]*remains until/);
    await press('Escape');
    await declined;
    assert.deepEqual(changesAt(scene.sandbox), []);
    const doubled = run('createRole', ref);
    await dialogShown();
    await press('Enter');
    await doubled;
    assert.deepEqual(changesAt(scene.sandbox), [], 'Enter alone is no answer');
    const confirmed = run('createRole', ref);
    await dialogShown();
    await answerDialog('Create Role');
    await confirmed;
    await messageShown(/Role "AliyunServiceRoleForRdsBackupEncryption" was created in account/);
    const isOffered = async () => (await messageButtons()).join() === 'Enable Backup Encryption…';
    await until(isOffered, 'what one wanted is the one thing offered; what took its time is gone');
    assert.deepEqual(changesAt(scene.sandbox), ['AuthorizeBackupEncryption']);
    await run('createRole', ref);
    await messageShown(/has the role already/);
    assert.deepEqual(changesAt(scene.sandbox), ['AuthorizeBackupEncryption']);
  });

  it('"explain" tells the rule, the way out and all other rules', async () => {
    const command = run('explain', refOf('repaired-alibaba', 'search-catalog'));
    const text = await dialogShown();
    await press('Escape');
    await command;
    assert.match(text, /search-catalog: not supported here/);
    assert.match(text, /Needs the High-availability Edition; this is "Basic"/);
    assert.match(text, /Requirements of Alibaba Cloud ApsaraDB RDS/);
  });

  it('"explain" says of a kernel that is too old that it can be upgraded', async () => {
    const command = run('explain', refOf('repaired-huawei', 'legacy-crm'));
    assert.match(await dialogShown(), /DBS\.200040[\s\S]*Upgrade the kernel version/);
    await press('Escape');
    await command;
  });

  it('"openBilling" shows where it leads before it goes there', async () => {
    const command = run('openBilling', { accountId: 'repaired-huawei' });
    assert.match(await dialogShown(), /account\.huaweicloud\.com\/usercenter/);
    await press('Escape');
    await command;
  });

  it('by a key that is typed works without the permission to list them', async () => {
    const { keys } = scene.sandbox.state.huawei;
    const key = keys.find(({ alias }) => alias === 'taurusdb-backups');
    assert.ok(key);
    scene.sandbox.faults.add({ match: { operation: 'ListKeys' }, effect: { kind: 'status', status: 403 } });
    const command = run('enable', refOf('repaired-huawei', 'risk-engine'));
    await pickerShown(/could not be listed/);
    for (const character of key.id) await press(character);
    await pickerShown(new RegExp(`Use "${key.id}"`));
    await press('Enter');
    assert.match(await dialogShown(), new RegExp(key.id));
    await press('Escape');
    await command;
    assert.deepEqual(changesAt(scene.sandbox), []);
  });
});

describe('in the sandbox', () => {
  const scene = useScene();

  it('no page of a real cloud is opened, and that is said', async function () {
    if (!hasScreen()) this.skip();
    await run('openSandbox');
    await until(() => scene.api.accounts().every(({ state }) => state === 'ok'), 'both accounts are read');
    await clearMessages();
    await run('openBilling', { accountId: 'sandbox-alibaba' });
    await messageShown(/The sandbox has no web console/);
    await clearMessages();
    const { id } = instanceNamed(scene.api, 'sandbox-alibaba', 'reporting-warehouse');
    const command = run('explain', { accountId: 'sandbox-alibaba', instanceId: id });
    await dialogShown();
    await press('Enter');
    await command;
    await messageShown(/The sandbox has no web console/);
    await run('leaveSandbox');
  });
});
