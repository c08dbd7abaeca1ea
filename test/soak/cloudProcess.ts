/** The sandbox in a process of its own, with faults at random:  fork(cloudProcess.ts, [SEED]). One answer a question. */
import { ineligibility } from '../../src/sandbox/alibaba/eligibility.ts';
import type { Effect } from '../../src/sandbox/faults.ts';
import { seededRandom } from '../../src/sandbox/random.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Answer, Question, Truth } from './cloud.ts';

/** The chance of each to hit a request, in percent: ten together. */
const FAULTS: readonly (readonly [percent: number, effect: Effect])[] = [
  [1, { kind: 'status', status: 500 }],
  [1, { kind: 'status', status: 503 }],
  [1, { kind: 'throttle', retryAfterMs: 20 }],
  [1.5, { kind: 'resetBefore' }],
  [1, { kind: 'resetAfter' }],
  [1, { kind: 'truncate' }],
  [1.5, { kind: 'body', text: '<html>off off off</html>' }],
  [1.5, { kind: 'body', text: '{"encryption_status":null}', contentType: 'application/json' }],
  [0.5, { kind: 'latency', ms: 100 }],
];
/** No answer ever, which takes ten seconds to find out. */
const HANGS = 0.02;

const random = seededRandom(Number(process.argv[2]));
const sandbox = await startSandbox({ random });
process.on('message', (question: Question) => {
  act(question);
  const { origin, requests } = sandbox;
  const answer: Answer = { origin, truth: truthOf(sandbox), requests: requests.length };
  sandbox.clearRequests();
  process.send?.(answer);
});
process.on('disconnect', () => process.exit());

function act(question: Question): void {
  if (question === 'trouble') {
    for (const [percent, effect] of FAULTS)
      sandbox.faults.add({ match: {}, probability: percent / 100, effect });
    sandbox.faults.add({ match: {}, probability: HANGS / 100, effect: { kind: 'hang' } });
  }
  if (question === 'calm') sandbox.faults.clear();
  if (question === 'turn') turnSomeSwitches();
}

/** Somebody else switches encrypted backup on and off where that can be done. */
function turnSomeSwitches(): void {
  for (const { encryption } of sandbox.state.huawei.instances.values()) {
    if (encryption.status === 'unsupported' || random() < 0.5) continue;
    encryption.status = encryption.status === 'on' ? 'off' : 'on';
  }
}

function truthOf({ state: { alibaba, huawei } }: Sandbox): Truth {
  const truth: Record<string, Truth[string]> = {};
  for (const { id, encryption } of huawei.instances.values()) truth[id] = encryption.status;
  for (const instance of alibaba.instances.values()) {
    const known = instance.encryption ? 'on' : 'off';
    truth[instance.id] = ineligibility(alibaba, instance) ? 'unsupported' : known;
  }
  return truth;
}
