import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findLogins } from '../../../src/accounts/discovery.ts';
import { makeHome } from '../../support/logins.ts';

test('what is found on a machine is told by name and the tail of the key id', async (t) => {
  const home = makeHome();
  t.after(() => {
    rmSync(home, { recursive: true, force: true });
  });
  mkdirSync(join(home, '.aliyun'));
  const key = { access_key_id: 'LongIdNotRealAb12', access_key_secret: 'SecretNotReal' };
  const profiles = [
    { name: 'prod', mode: 'AK', region_id: 'cn-beijing', ...key },
    { name: 'tool', mode: 'External', process_command: 'get-keys --now' },
    { name: 'sso', mode: 'CloudSSO', ...key },
  ];
  writeFileSync(join(home, '.aliyun', 'config.json'), JSON.stringify({ current: 'prod', profiles }));
  mkdirSync(join(home, '.huaweicloud'));
  writeFileSync(
    join(home, '.huaweicloud', 'credentials'),
    '[basic]\nak=OtherIdNotRealXy34\nsk=SecretNotReal\n',
  );
  const environment = { HW_ACCESS_KEY: 'EnvIdNotRealQr56', HW_SECRET_KEY: 'SecretNotReal' };

  const found = await findLogins({ environment, home });
  assert.deepEqual(
    found.map(({ provider, source, key: tail, region }) => [provider, JSON.stringify(source), tail, region]),
    [
      ['alibaba', '{"source":"cliProfile","profile":"prod"}', '…Ab12', 'cn-beijing'],
      ['alibaba', '{"source":"cliProfile","profile":"tool"}', '', ''],
      ['huawei', '{"source":"environment"}', '…Qr56', ''],
      ['huawei', '{"source":"sharedFile","profile":"basic"}', '…Xy34', ''],
    ],
  );
  assert.doesNotMatch(JSON.stringify(found), /NotReal/);
});

test('a machine with nothing on it, and one with a broken file, give nothing', async (t) => {
  const home = makeHome();
  t.after(() => {
    rmSync(home, { recursive: true, force: true });
  });
  assert.deepEqual(await findLogins({ environment: {}, home }), []);
  mkdirSync(join(home, '.aliyun'));
  writeFileSync(join(home, '.aliyun', 'config.json'), '{"profiles":[{');
  assert.deepEqual(await findLogins({ environment: {}, home }), []);
});
