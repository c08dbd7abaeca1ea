import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { alibabaAccount, huaweiAccount, wrongSecret } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { loginSources, makeHome } from '../../support/logins.ts';
import { memorySecrets } from '../../support/secrets.ts';

const { accessKeyId, accessKeySecret } = SANDBOX_CREDENTIALS.alibaba;

/** A home directory with the Aliyun CLI's configuration, to be written again and again. */
function homeOf(t: TestContext) {
  const home = makeHome();
  t.after(() => {
    rmSync(home, { recursive: true, force: true });
  });
  mkdirSync(join(home, '.aliyun'));
  const write = (text: string) => {
    writeFileSync(join(home, '.aliyun', 'config.json'), text);
  };
  const profile = (secret: string, others: object = {}) =>
    JSON.stringify({
      profiles: [
        { name: 'prod', mode: 'AK', access_key_id: accessKeyId, access_key_secret: secret, ...others },
      ],
    });
  return { home, write, profile };
}

const fromProfile = { credentials: { source: 'cliProfile', profile: 'prod' } } as const;

describe('an account by a profile', () => {
  test('is read with it; a broken file says so on the row and keeps what was known', async (t) => {
    const bench = await openBench(t);
    const { home, write, profile } = homeOf(t);
    write(profile(accessKeySecret));
    const accounts = [alibabaAccount(bench.sandbox, fromProfile), huaweiAccount(bench.sandbox)];
    const desk = await bench.open(accounts, { home });
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    write('{"profiles":[{"access_key_secret":"MarkedSecretNotReal"');
    await desk.fleet.refresh(false);
    const view = desk.inventory.account('ali');
    assert.equal(view?.reason?.category, 'credentials');
    assert.match(view.reason.message, /config\.json: It is not a configuration of the Aliyun CLI/);
    assert.ok([...view.records.values()].every(({ encryption }) => encryption.stale || encryption.reason));
    assert.equal(desk.inventory.account('hw')?.state, 'ok', 'the other one goes on');
    assert.doesNotMatch(JSON.stringify([desk.lines, view]), /MarkedSecret/);
  });

  test('whose key is refused sends nothing more until the file has another one', async (t) => {
    const bench = await openBench(t);
    const { home, write, profile } = homeOf(t);
    write(profile('MistypedSecretNotReal'));
    const desk = await bench.open([alibabaAccount(bench.sandbox, fromProfile)], { home });
    await desk.fleet.refresh(false);
    assert.equal(bench.sandbox.requests.length, 1);
    write(profile('MistypedSecretNotReal', { region_id: 'cn-beijing' }));
    await desk.fleet.refresh(false);
    await desk.fleet.credentialsMayHaveChanged('ali');
    assert.equal(bench.sandbox.requests.length, 1, 'written, but with the same key');
    write(profile(accessKeySecret));
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
  });

  test('with a program asks for the word, then runs it', async (t) => {
    const bench = await openBench(t);
    const { home, write } = homeOf(t);
    const key = { mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret };
    writeFileSync(join(home, 'print.cjs'), `console.log(${JSON.stringify(JSON.stringify(key))})`);
    const command = `${process.execPath} ${join(home, 'print.cjs')}`;
    write(JSON.stringify({ profiles: [{ name: 'prod', mode: 'External', process_command: command }] }));
    const allowed = new Set<string>();
    const programs = {
      ...loginSources().programs,
      isAllowed: (text: string) => allowed.has(text),
    };
    const desk = await bench.open([alibabaAccount(bench.sandbox, fromProfile)], { home, programs });
    await desk.fleet.refresh(true);
    assert.equal(desk.inventory.account('ali')?.program, command);
    assert.equal(bench.sandbox.requests.length, 0);
    allowed.add(command);
    await desk.fleet.credentialsMayHaveChanged('ali');
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    assert.equal(desk.inventory.account('ali')?.program, undefined);
  });
});

test('an external id that is a common word changes no name', async (t) => {
  const bench = await openBench(t);
  const { accountId, roles } = bench.sandbox.state.alibaba;
  const trusts = [`acs:ram::${accountId}:root`];
  roles.push({ name: 'auditor', trusts, externalId: 'prod', maxSessionSeconds: 3600 });
  const account = alibabaAccount(bench.sandbox, {
    credentials: {
      source: 'assumeRole',
      roleArn: `acs:ram::${accountId}:role/auditor`,
      externalId: 'prod',
      from: { source: 'given', credentials: SANDBOX_CREDENTIALS.alibaba },
    },
  });
  const desk = await bench.open([account]);
  await desk.fleet.refresh(false);
  assert.equal(desk.encryption('orders-prod').state, 'on');
});

test('who signed in stays known when another account is added', async (t) => {
  const bench = await openBench(t);
  const accounts = [alibabaAccount(bench.sandbox)];
  const desk = await bench.open(accounts);
  await desk.fleet.refresh(false);
  const identity = desk.inventory.account('ali')?.identity;
  assert.match(identity?.principal ?? '', /:user\/backup-auditor$/);
  await desk.fleet.configure({ accounts: [...accounts, huaweiAccount(bench.sandbox)], problems: [] });
  assert.deepEqual(desk.inventory.account('ali')?.identity, identity);
  const renamed = alibabaAccount(bench.sandbox, { name: 'Another' });
  await desk.fleet.configure({ accounts: [renamed], problems: [] });
  assert.deepEqual(desk.inventory.account('ali')?.identity, identity, 'a name is no other credential');
  const credentials = wrongSecret('alibaba');
  await desk.fleet.configure({ accounts: [{ ...renamed, credentials }], problems: [] });
  assert.equal(desk.inventory.account('ali')?.identity, undefined, 'it is another entry now');
});

test('a temporary key that has ended is not sent; a new one is', async (t) => {
  const bench = await openBench(t);
  const expiresAt = new Date(Date.now() + 60_000).toISOString();
  const stored = JSON.stringify({ accessKeyId, accessKeySecret, expiresAt });
  const secrets = memorySecrets({ 'backupEncryption.credentials.ali': stored });
  const account = alibabaAccount(bench.sandbox, { credentials: { source: 'secretStorage' } });
  const desk = await bench.open([account], { secrets });
  await desk.fleet.refresh(false);
  assert.equal(desk.inventory.account('ali')?.state, 'ok');
  bench.time.ahead = 120_000;
  bench.sandbox.clearRequests();
  await desk.fleet.refresh(true);
  assert.match(desk.inventory.account('ali')?.reason?.message ?? '', /temporary access key ended at/);
  assert.equal(bench.sandbox.requests.length, 0);
});

describe('an account by a program', () => {
  /** A program that prints whatever stands in a file, and notes each of its runs. */
  function programIn(home: string) {
    const path = (name: string) => join(home, name);
    const note = `require('fs').appendFileSync(${JSON.stringify(path('runs'))}, '.');`;
    const print = `process.stdout.write(require('fs').readFileSync(${JSON.stringify(path('printed.json'))}))`;
    writeFileSync(path('get keys.cjs'), note + print);
    return {
      command: `"${process.execPath}" "${path('get keys.cjs')}"`,
      print: (profile: object) => {
        writeFileSync(path('printed.json'), JSON.stringify(profile));
      },
      runs: () => readFileSync(path('runs'), 'utf8').length,
    };
  }

  async function openExternal(t: TestContext) {
    const bench = await openBench(t);
    const { home, write } = homeOf(t);
    const program = programIn(home);
    write(
      JSON.stringify({
        profiles: [{ name: 'prod', mode: 'External', process_command: program.command }],
      }),
    );
    const programs = { ...loginSources().programs, isAllowed: () => true };
    const open = () => bench.open([alibabaAccount(bench.sandbox, fromProfile)], { home, programs });
    return { bench, program, open };
  }

  const key = { mode: 'AK', access_key_id: accessKeyId, access_key_secret: accessKeySecret };

  test('runs it again when the keys have ended, and sends none that ended before', async (t) => {
    const { bench, program, open } = await openExternal(t);
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    program.print({ ...key, expiration: inAnHour });
    const desk = await open();
    await desk.fleet.refresh(false);
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    assert.equal(program.runs(), 1);
    bench.time.ahead = 2 * 3_600_000;
    bench.sandbox.clearRequests();
    await desk.fleet.refresh(false);
    assert.equal(program.runs(), 2);
    assert.match(desk.inventory.account('ali')?.reason?.message ?? '', /temporary access key ended at/);
    assert.equal(bench.sandbox.requests.length, 0);
    program.print(key);
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
  });

  test('runs it again after a refusal, and sends nothing while it prints the same', async (t) => {
    const { bench, program, open } = await openExternal(t);
    program.print({ ...key, access_key_secret: 'EndedSecretNotReal' });
    const desk = await open();
    await desk.fleet.refresh(false);
    assert.equal(desk.inventory.account('ali')?.reason?.category, 'credentials');
    assert.equal(bench.sandbox.requests.length, 1);
    await desk.fleet.refresh(false);
    assert.equal(bench.sandbox.requests.length, 1, 'the same keys');
    assert.equal(program.runs(), 2);
    program.print(key);
    await desk.fleet.refresh(true);
    assert.equal(desk.inventory.account('ali')?.state, 'ok');
    assert.equal(program.runs(), 3);
  });

  test('assumes the role that it prints, and reads as that role', async (t) => {
    const { bench, program, open } = await openExternal(t);
    const { accountId, roles } = bench.sandbox.state.alibaba;
    roles.push({ name: 'auditor', trusts: [`acs:ram::${accountId}:root`], maxSessionSeconds: 3600 });
    const role = { ram_role_arn: `acs:ram::${accountId}:role/auditor`, ram_session_name: 'me' };
    program.print({ ...key, mode: 'RamRoleArn', ...role });
    const desk = await open();
    await desk.fleet.refresh(false);
    const view = desk.inventory.account('ali');
    assert.equal(view?.state, 'ok', view?.reason?.message);
    assert.match(view.identity?.principal ?? '', /assumed-role\/auditor\/me/);
  });
});
