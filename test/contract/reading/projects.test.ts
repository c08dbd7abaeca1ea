/** Sub-projects of Huawei Cloud (starsliao/TenSunS#148, IAM page iam_06_0004): whole accounts, and what is left out. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import type { Login } from '../../../src/cloud/login.ts';
import { newHuaweiInstance, newProject } from '../../../src/sandbox/huawei/newInstance.ts';
import { startSandbox, type Sandbox } from '../../../src/sandbox/sandbox.ts';
import { SANDBOX_CREDENTIALS } from '../../../src/sandbox/users.ts';
import { huaweiAccount } from '../../support/accounts.ts';
import { openBench } from '../../support/bench.ts';
import { changing, count } from '../../support/requests.ts';
import { huaweiInstance, huaweiProject } from '../../support/sandboxCalls.ts';
import { bare, logIn, never, openSession } from '../../support/session.ts';

const REGION = 'cn-north-4';
const DBA = `${REGION}_dba`;

/** Adds an instance to a sub-project, which is made for it. */
function addSubProject({ state }: Sandbox, name = DBA, instance = 'dba-orders'): string {
  const { huawei } = state;
  const project = newProject(name, REGION, huawei.domainId);
  huawei.projects.push(project);
  const added = newHuaweiInstance(instance, project, Date.now());
  huawei.instances.set(added.id, added);
  return added.id;
}

function keepOnly({ state }: Sandbox, ...names: readonly string[]): void {
  const { projects } = state.huawei;
  projects.splice(0, projects.length, ...projects.filter(({ name }) => names.includes(name)));
}

async function open(t: TestContext) {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const id = addSubProject(sandbox);
  return { sandbox, id, session: await openSession(t, 'huawei', sandbox.origin) };
}

async function openFleet(t: TestContext, regions: readonly string[], prepare: (sandbox: Sandbox) => void) {
  const bench = await openBench(t);
  const id = addSubProject(bench.sandbox);
  prepare(bench.sandbox);
  const desk = await bench.open([huaweiAccount(bench.sandbox, { regions: [...regions] })]);
  await desk.fleet.refresh(false);
  const account = () => desk.inventory.account('hw');
  const names = () => [...(account()?.records.values() ?? [])].map(({ instance }) => instance.name).sort();
  return { ...bench, desk, id, account, names };
}

describe('an account with only a sub-project', () => {
  for (const regions of [['*'], [REGION], [DBA]])
    test(`shows its instances: ${regions.join()}`, async (t) => {
      const { account, names, desk } = await openFleet(t, regions, (sandbox) => keepOnly(sandbox, DBA));
      assert.deepEqual(names(), ['dba-orders']);
      assert.deepEqual([account()?.state, account()?.leftOut], ['ok', []]);
      assert.equal(desk.encryption('dba-orders').state, 'off');
    });
});

describe('a region with sub-projects', () => {
  test('is listed wholly, each instance once, and read and changed where it is', async (t) => {
    const { sandbox, session, id } = await open(t);
    const listed = await session.listInstances(REGION, never);
    const inBoth = [...sandbox.state.huawei.instances.values()].filter(({ region }) => region === REGION);
    assert.deepEqual(listed.map((one) => one.id).sort(), inBoth.map((one) => one.id).sort());
    const fresh = await openSession(t, 'huawei', sandbox.origin);
    const instance = bare('huawei', REGION, id);
    assert.equal(
      (await fresh.readEncryption(instance, {}, never)).state,
      'off',
      'also when it was never listed',
    );
    assert.equal(
      (await fresh.describeInstances(REGION, [{ id, region: REGION }], never))[0]?.name,
      'dba-orders',
    );
    sandbox.state.huawei.keys.push({
      ...(sandbox.state.huawei.keys[0] ?? assert.fail()),
      id: 'b2c3d4e5-0000-4000-8000-000000000000',
      projectId: huaweiProject(sandbox, DBA).id,
    });
    await fresh.enable(instance, 'b2c3d4e5-0000-4000-8000-000000000000', never);
    assert.equal(huaweiInstance(sandbox, 'dba-orders').encryption.status, 'on');
    assert.equal(changing(sandbox).length, 1);
  });

  test('means just the one that it names', async (t) => {
    const { names, account } = await openFleet(t, [DBA], () => undefined);
    assert.deepEqual(names(), ['dba-orders']);
    assert.deepEqual(account()?.regions, [DBA]);
  });

  test('of which two have the same name, or the same id, is listed all the same', async (t) => {
    const { sandbox, session } = await open(t);
    const { projects, instances, domainId } = sandbox.state.huawei;
    const first = huaweiProject(sandbox, DBA);
    projects.push(first, { ...newProject(DBA, REGION, domainId), id: 'twin' });
    const twin = { ...huaweiInstance(sandbox, 'dba-orders'), id: `${'e'.repeat(32)}in07`, projectId: 'twin' };
    instances.set(twin.id, twin);
    const listed = await session.listInstances(DBA, never);
    assert.equal(listed.length, 2);
    assert.equal(count(sandbox, 'ListInstances'), 2, 'the first one once');
  });

  test('that are disabled passes them over, and says so', async (t) => {
    const { names, account } = await openFleet(t, [REGION], (sandbox) => {
      huaweiProject(sandbox, DBA).enabled = false;
    });
    assert.ok(!names().includes('dba-orders') && names().length > 0);
    assert.equal(account()?.state, 'ok');
    const [left, ...others] = account()?.leftOut ?? [];
    assert.deepEqual([left?.name, left?.isFailure, others], [DBA, false, []]);
    assert.match(left?.reason.message ?? '', /cn-north-4_dba is disabled/);
  });

  test('of which one cannot be listed keeps what was known of it, as old, with the reason', async (t) => {
    const { sandbox, desk, account, names, id } = await openFleet(t, ['*'], () => undefined);
    const before = names();
    const [user] = sandbox.state.huawei.users;
    assert.ok(user);
    const project = huaweiProject(sandbox, DBA);
    project.enabled = false;
    // The list still has it as enabled: only the gateway knows.
    const projects = sandbox.state.huawei.projects.map((one) => ({ ...one, enabled: true, domain_id: 'd' }));
    const effect = { kind: 'body', text: JSON.stringify({ projects }) } as const;
    sandbox.faults.add({ match: { operation: 'KeystoneListAuthProjects' }, effect });
    await desk.fleet.refresh(false);
    assert.deepEqual(names(), before);
    const known = desk.inventory.record({ accountId: 'hw', instanceId: id })?.encryption;
    assert.deepEqual([known?.state, known?.stale, known?.reason?.code], ['off', true, 'APIGW.0310']);
    assert.equal(desk.encryption('risk-engine').stale, false);
    assert.equal(account()?.regionReasons.get(REGION)?.code, 'APIGW.0310');
    assert.deepEqual(
      account()?.leftOut?.map(({ name, isFailure }) => [name, isFailure]),
      [[DBA, true]],
    );
  });

  test('of which one is in no list any more keeps what was known of it, as old', async (t) => {
    const { sandbox, desk, names } = await openFleet(t, [REGION], () => undefined);
    const before = names();
    keepOnly(sandbox, REGION);
    for (let turn = 0; turn < 2; turn += 1) await desk.fleet.refresh(false);
    assert.deepEqual(names(), before);
    const { state, stale, reason } = desk.encryption('dba-orders');
    assert.deepEqual([state, stale, reason?.category], ['off', true, 'not-found']);
    assert.match(reason?.message ?? '', /can no longer use project cn-north-4_dba/);
  });

  test('is read by whoever may not list: each project is asked, and it is remembered which one knew', async (t) => {
    const { sandbox, session, id } = await open(t);
    const effect = { kind: 'status', status: 403, code: 'DBS.200010' } as const;
    sandbox.faults.add({ match: { operation: 'ListInstances' }, effect });
    const instance = bare('huawei', REGION, id);
    for (let turn = 0; turn < 2; turn += 1)
      assert.equal((await session.readEncryption(instance, {}, never)).state, 'off');
    assert.equal(count(sandbox, 'ListInstances'), 3);
    assert.equal(count(sandbox, 'DescribeBackupEncryptStatus'), 3);
  });
});

test('a region without a known endpoint is left out, and named', async (t) => {
  const sandbox = await startSandbox();
  t.after(() => sandbox.close());
  const { projects, domainId } = sandbox.state.huawei;
  projects.push(newProject('la-south-2', 'la-south-2', domainId));
  const login: Login = { kind: 'keys', credentials: SANDBOX_CREDENTIALS.huawei };
  const { session } = await logIn(t, 'huawei', sandbox.origin, login, Date.now, ['iam', 'kms']);
  assert.deepEqual((await session.regions(never)).map(({ id }) => id).sort(), ['ap-southeast-3', REGION]);
  const [left] = session.leftOut?.() ?? [];
  assert.deepEqual(
    [left?.region, left?.isFailure, left?.reason.category],
    ['la-south-2', false, 'configuration'],
  );
});

test('an account with the whole region and one with a sub-project of it count what both see once', async (t) => {
  const bench = await openBench(t);
  addSubProject(bench.sandbox);
  const desk = await bench.open([
    huaweiAccount(bench.sandbox, { id: 'whole', regions: [REGION] }),
    huaweiAccount(bench.sandbox, { id: 'part', regions: [DBA] }),
  ]);
  await desk.fleet.refresh(false);
  const records = [...desk.inventory.records()];
  assert.equal(records.filter(({ instance }) => instance.name === 'dba-orders').length, 2);
  assert.equal(desk.inventory.posture().total, records.length - 1);
});

describe('lists of projects', () => {
  test('of a whole domain are read page by page while one is full', async (t) => {
    const { sandbox, session } = await open(t);
    const { projects, domainId } = sandbox.state.huawei;
    const many = Array.from({ length: 1100 }, (_, index) =>
      newProject(`cn-east-3_p${index}`, 'cn-east-3', domainId),
    );
    const [last] = projects.splice(
      projects.findIndex(({ name }) => name === DBA),
      1,
    );
    projects.push(...many, last ?? assert.fail());
    const effect = { kind: 'status', status: 403, code: 'IAM' } as const;
    sandbox.faults.add({ match: { operation: 'KeystoneListAuthProjects' }, effect });
    await session.prove(never);
    assert.equal(count(sandbox, 'KeystoneListProjects'), 3);
    assert.equal((await session.listInstances(DBA, never)).length, 1);
  });

  test('of a gateway that knows no pages end', async (t) => {
    const { sandbox, session } = await open(t);
    const many = Array.from({ length: 600 }, (_, index) => ({
      id: `p${index}`,
      name: `cn-east-3_p${index}`,
    }));
    const body = { kind: 'body', text: JSON.stringify({ projects: many }) } as const;
    const effect = { kind: 'status', status: 403, code: 'IAM' } as const;
    sandbox.faults.add({ match: { operation: 'KeystoneListAuthProjects' }, effect });
    sandbox.faults.add({ match: { operation: 'KeystoneListProjects' }, effect: body });
    await session.prove(never);
    assert.equal(count(sandbox, 'KeystoneListProjects'), 2);
  });
});

describe('a project that the credentials name', () => {
  async function openWith(t: TestContext, projectOf: (sandbox: Sandbox) => string) {
    const { sandbox, id } = await open(t);
    const login: Login = {
      kind: 'keys',
      credentials: SANDBOX_CREDENTIALS.huawei,
      projectId: projectOf(sandbox),
    };
    return { sandbox, id, ...(await logIn(t, 'huawei', sandbox.origin, login)) };
  }

  test('is the only one that is looked in, in its own region', async (t) => {
    const { sandbox, session, id } = await openWith(t, (one) => huaweiProject(one, DBA).id);
    assert.deepEqual(
      (await session.regions(never)).map((region) => region.id),
      [REGION],
    );
    for (const region of [REGION, DBA])
      assert.deepEqual(
        (await session.listInstances(region, never)).map((one) => one.id),
        [id],
      );
    await assert.rejects(session.listInstances('ap-southeast-3', never), {
      category: 'not-found',
      message: /project that the credentials name is not in region ap-southeast-3/,
    });
    assert.equal(count(sandbox, 'ListInstances'), 2);
  });

  test('is used also when no list has it', async (t) => {
    const { sandbox, session, id } = await openWith(t, (one) => huaweiProject(one, DBA).id);
    const effect = { kind: 'body', text: '{"projects":[]}' } as const;
    sandbox.faults.add({ match: { operation: 'KeystoneListAuthProjects' }, effect });
    assert.deepEqual(
      (await session.listInstances(REGION, never)).map((one) => one.id),
      [id],
    );
  });
});
