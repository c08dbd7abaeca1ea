import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { logFolder, storageFolder } from '../environment.ts';
import { filesIn, folderOf } from './support/files.ts';
import type { WrittenFile } from './support/files.ts';
import { configureAndRead, entryOf, setEnvironment, useScene } from './support/fleet.ts';
import { run } from './support/product.ts';
import { until } from '../../support/until.ts';

const { alibaba, huawei } = SANDBOX_CREDENTIALS;
const WRONG = 'SecrecyWrongSecretNotReal';
const TOKEN = 'SecrecySecurityTokenNotReal';
/** Of this file and of those that ran before it. */
const SECRETS = [
  WRONG,
  TOKEN,
  alibaba.accessKeySecret,
  huawei.accessKeySecret,
  'HostTestsStartSecretNotReal',
];
const LOG = 'Backup Encryption.log';

describe('secrets', () => {
  const scene = useScene();

  it('are in no file that VS Code or the product has written, whatever a cloud answers', async () => {
    setEnvironment({
      huaweiId: huawei.accessKeyId,
      huaweiSecret: WRONG,
      alibabaId: alibaba.accessKeyId,
      alibabaSecret: alibaba.accessKeySecret,
      alibabaToken: TOKEN,
    });
    const echo = `the token was ${TOKEN}, the secret ${alibaba.accessKeySecret}`;
    const effect = { kind: 'status', status: 400, code: 'SecrecyEcho', message: echo } as const;
    scene.sandbox.faults.add({ match: { provider: 'alibaba' }, effect });
    await configureAndRead(scene.api, [
      entryOf('huawei', 'secrecy-huawei', scene.sandbox),
      entryOf('alibaba', 'secrecy-alibaba', scene.sandbox),
    ]);
    await run('testAccount', { accountId: 'secrecy-huawei' });
    await until(async () => (await logText()).includes('SecrecyEcho'), 'the refusal is in the log');
    const files = await writtenFiles();
    assert.ok(files.length > 3, 'logs and snapshots are found');
    for (const { path, text } of files) {
      for (const secret of SECRETS) assert.ok(!text.includes(secret), `${path} holds ${secret}`);
    }
  });

  it('are in nothing that the public API gives', () => {
    const given = JSON.stringify([scene.api.accounts(), scene.api.instances()]);
    assert.match(given, /SecrecyEcho/);
    for (const secret of SECRETS) assert.ok(!given.includes(secret), secret);
  });
});

async function logText(): Promise<string> {
  const logs = (await writtenFiles()).filter(({ path }) => path.endsWith(LOG));
  return logs.map(({ text }) => text).join('\n');
}

/** Every log of this session, and all that extensions keep. */
async function writtenFiles(): Promise<WrittenFile[]> {
  const [logs, storage] = await Promise.all([folderOf(logFolder), folderOf(storageFolder)]);
  return [...(await filesIn(logs)), ...(await filesIn(storage))];
}
