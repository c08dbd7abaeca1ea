/** The steps of a change at each of which a window can die, and the changes that die there. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Wanted } from '../../src/fleet/changing/wanted.ts';
import { alibabaAccount, huaweiAccount } from './accounts.ts';
import type { Bench } from './bench.ts';
import type { Plan } from './doomedWindow.ts';
import { hold } from './hold.ts';
import { holdJournal, isKept, isLocked, openDoomedWindow } from './killing.ts';
import { changing } from './requests.ts';
import { until } from './until.ts';

export interface Scenario {
  readonly title: string;
  readonly provider: 'alibaba' | 'huawei';
  /** In the believable fleet. */
  readonly name: string;
  readonly change: 'enable' | 'disable';
  readonly sends: string;
  readonly reads: string;
  readonly before: 'on' | 'off';
  readonly after: 'on' | 'off';
}

const huawei = {
  provider: 'huawei',
  sends: 'ModifyBackupEncryptStatus',
  reads: 'DescribeBackupEncryptStatus',
} as const;
export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'Alibaba Cloud, switching on',
    provider: 'alibaba',
    name: 'web-sessions',
    change: 'enable',
    sends: 'EnableBackupEncryption',
    reads: 'DescribeBackups',
    before: 'off',
    after: 'on',
  },
  {
    ...huawei,
    title: 'Huawei Cloud, switching on',
    name: 'risk-engine',
    change: 'enable',
    before: 'off',
    after: 'on',
  },
  {
    ...huawei,
    title: 'Huawei Cloud, switching off',
    name: 'trade-core',
    change: 'disable',
    before: 'on',
    after: 'off',
  },
];

/** How the switch stands in the cloud itself. */
export function truth({ sandbox }: Bench, { provider, name }: Scenario): 'on' | 'off' {
  const { alibaba, huawei } = sandbox.state;
  if (provider === 'alibaba') return named(alibaba.instances, name).encryption ? 'on' : 'off';
  return named(huawei.instances, name).encryption.status === 'on' ? 'on' : 'off';
}

export function planOf({ sandbox, storage }: Bench, { provider, name, change }: Scenario): Plan {
  const account = provider === 'alibaba' ? alibabaAccount(sandbox) : huaweiAccount(sandbox);
  const { id: instanceId } = named<{ id: string; name: string }>(sandbox.state[provider].instances, name);
  const key = sandbox.state.huawei.keys.find(({ alias }) => alias === 'taurusdb-backups');
  assert.ok(key);
  const choice = provider === 'huawei' && { keyId: key.id };
  const wanted: Wanted = change === 'enable' ? { change, ...choice } : { change };
  return { storage, account, instanceId, wanted };
}

function named<T extends { readonly name: string }>(instances: ReadonlyMap<string, T>, name: string): T {
  const found = [...instances.values()].find((instance) => instance.name === name);
  assert.ok(found);
  return found;
}

/** What a dying window leaves behind. */
export interface Step {
  readonly title: string;
  /** Whether the request had left; whether the cloud did what it asked for; whether the window knew, and had kept that. */
  readonly sent: boolean;
  readonly applied: boolean;
  readonly left: 'nothing' | 'intent' | 'proof' | 'outcome';
  readonly die: (t: TestContext, bench: Bench, scenario: Scenario) => Promise<void>;
}

export const STEPS: readonly Step[] = [
  { title: 'before the intent', sent: false, applied: false, left: 'nothing', die: beforeIntent },
  { title: 'with the intent, before the request', sent: false, applied: false, left: 'intent', die: unsent },
  { title: 'with the request under way, never done', sent: true, applied: false, left: 'intent', die: hung },
  { title: 'with the request under way, done later', sent: true, applied: true, left: 'intent', die: slow },
  { title: 'done, before the reply', sent: true, applied: true, left: 'intent', die: silent },
  { title: 'with the reply, before it is kept', sent: true, applied: true, left: 'intent', die: unkept },
  {
    title: 'with the state kept, before the outcome',
    sent: true,
    applied: true,
    left: 'proof',
    die: unclosed,
  },
  { title: 'after the outcome', sent: true, applied: true, left: 'outcome', die: closed },
];

async function beforeIntent(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  const release = await holdJournal(bench);
  const window = openDoomedWindow(t, planOf(bench, scenario));
  await window.says('changing');
  await until(() => isLocked(bench), 'the change begins');
  await window.kill();
  await release();
}

async function unsent(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  await openDoomedWindow(t, { ...planOf(bench, scenario), diesAt: 'signing' }).died();
}

async function hung(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  bench.sandbox.faults.add({ match: { operation: scenario.sends }, times: 1, effect: { kind: 'hang' } });
  await killOnArrival(t, bench, scenario);
}

/** Has the cloud do what is asked for only when it is let. */
function holdChange({ sandbox }: Bench, { sends }: Scenario): () => void {
  return hold(sandbox, { operation: sends }, 1);
}

async function slow(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  const letThrough = holdChange(bench, scenario);
  await killOnArrival(t, bench, scenario);
  letThrough();
  await until(() => truth(bench, scenario) === scenario.after, 'it is done after all');
}

async function killOnArrival(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  const window = openDoomedWindow(t, planOf(bench, scenario));
  await until(() => changing(bench.sandbox).length > 0, 'the request arrives');
  await window.kill();
}

async function silent(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  const effect = { kind: 'headersThenSilence' } as const;
  bench.sandbox.faults.add({ match: { operation: scenario.sends }, times: 1, effect });
  const window = openDoomedWindow(t, planOf(bench, scenario));
  await until(() => truth(bench, scenario) === scenario.after, 'it is done');
  await window.kill();
}

async function unkept(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  await openDoomedWindow(t, { ...planOf(bench, scenario), diesAt: 'showing' }).died();
}

async function unclosed(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  const letThrough = holdChange(bench, scenario);
  const window = openDoomedWindow(t, planOf(bench, scenario));
  await until(() => changing(bench.sandbox).length > 0, 'the request arrives');
  const release = await holdJournal(bench);
  letThrough();
  await until(() => isKept(bench), 'the state is kept');
  await window.kill();
  await release();
}

async function closed(t: TestContext, bench: Bench, scenario: Scenario): Promise<void> {
  const letThrough = holdChange(bench, scenario);
  const window = openDoomedWindow(t, planOf(bench, scenario));
  await until(() => changing(bench.sandbox).length > 0, 'the request arrives');
  // From here on no look at the instance is answered.
  const match = { operation: scenario.reads };
  const answerAgain = bench.sandbox.faults.add({ match, effect: { kind: 'hang' } });
  letThrough();
  await until(() => bench.journal().some(({ entry }) => entry === 'outcome'), 'the outcome is written');
  await window.kill();
  answerAgain();
}
