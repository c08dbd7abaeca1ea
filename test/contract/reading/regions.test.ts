/** The regions that "all regions" stands for: those that can be asked. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alibabaProfile } from '../../../src/cloud/alibaba/profile.ts';
import { CloudError } from '../../../src/cloud/error.ts';
import { loadProvider } from '../../../src/cloud/registry.ts';
import { newProject } from '../../../src/sandbox/huawei/newInstance.ts';
import { startSandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { openCaller } from '../../support/caller.ts';
import { never, openSession } from '../../support/session.ts';

test('a closed region of Alibaba Cloud is listed like the others, and known by its code', async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const { regions } = sandbox.state.alibaba;
  const sydney = {
    id: 'ap-southeast-2',
    name: 'Australia (Sydney)',
    zones: ['a', 'b'],
    supportsBackupEncryption: false,
    closed: 'RegionEndTimeDissolvedAustralia',
  } as const;
  regions.push(sydney);
  const session = await openSession(t, 'alibaba', sandbox.origin);
  const ids = async () => (await session.regions(never)).map(({ id }) => id);
  assert.deepEqual(
    await ids(),
    regions.map(({ id }) => id),
    'each once, although every zone has a row',
  );
  const refusal = await session.listInstances(sydney.id, never).catch((error: unknown) => error);
  assert.ok(refusal instanceof CloudError);
  assert.equal(refusal.category, 'unsupported');
  assert.ok(alibabaProfile.closedRegion.includes(refusal.code ?? ''));
});

test('of Huawei Cloud those with a project of their own; with an own endpoint also unpublished ones', async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const { projects, domainId } = sandbox.state.huawei;
  projects.push(newProject('private-1', 'private-1', domainId));
  projects.push({ ...newProject('cn-east-3', 'cn-east-3', domainId), enabled: false });
  const provider = await loadProvider('huawei');
  const regionsWith = async (services: readonly string[]) => {
    const { caller } = openCaller(t);
    const sessionFor = provider.openAccount({
      accountId: 'one',
      login: { kind: 'keys', credentials: SANDBOX_CREDENTIALS.huawei },
      keepSecret: () => undefined,
      endpoints: Object.fromEntries(services.map((service) => [service, sandbox.origin])),
      caller,
      clock: caller.clock,
      ownClock: { now: Date.now },
    });
    return (await sessionFor(caller).regions(never)).map(({ id }) => id).sort();
  };
  const published = ['ap-southeast-3', 'cn-north-4'];
  assert.deepEqual(await regionsWith(['iam']), published);
  assert.deepEqual(await regionsWith(['iam', 'taurusdb']), [...published, 'private-1']);
});
