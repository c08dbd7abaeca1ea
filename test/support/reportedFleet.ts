/** A fleet to report on: the believable one at a stopped clock, with an account that is refused and an exception. */
import type { TestContext } from 'node:test';
import { judge } from '../../src/domain/verdict.ts';
import { Journal } from '../../src/files/journal.ts';
import { journalPath } from '../../src/fleet/changing/ledger.ts';
import { reportFacts, type Scope } from '../../src/fleet/reporting/makeReport.ts';
import { buildReport } from '../../src/report/buildReport.ts';
import type { InstanceFacts, Judgement, PolicyFacts, ReportFacts } from '../../src/report/facts.ts';
import { FRAMEWORKS } from '../../src/report/frameworks.ts';
import type { Report } from '../../src/report/report.ts';
import { believableFleet } from '../../src/sandbox/fleet.ts';
import { uuid } from '../../src/sandbox/ids.ts';
import { SANDBOX_CREDENTIALS } from '../../src/sandbox/users.ts';
import { alibabaAccount, huaweiAccount } from './accounts.ts';
import { openBench } from './bench.ts';
import { listingLog } from './log.ts';

/** When the golden reports were made; it has passed. */
export const GOLDEN_TIME = Date.parse('2026-11-28T06:30:00Z');
export const GOLDEN_TOOL = { name: 'backup-encryption', version: '0.1.0' };

/** The facts of that fleet; requests have the ids of their instances, since a sandbox's are new each time. */
export async function reportedFacts(t: TestContext, scope: Scope = { kind: 'all' }): Promise<ReportFacts> {
  const clock = { now: () => GOLDEN_TIME };
  const bench = await openBench(t, believableFleet(GOLDEN_TIME), clock.now);
  const { storage, sandbox } = bench;
  const [ali, hw] = [SANDBOX_CREDENTIALS.alibaba, SANDBOX_CREDENTIALS.huawei];
  const environment = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: ali.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ali.accessKeySecret,
    HUAWEICLOUD_SDK_AK: hw.accessKeyId,
    HUAWEICLOUD_SDK_SK: hw.accessKeySecret,
  };
  const credentials = { source: 'environment' } as const;
  const accounts = [
    alibabaAccount(sandbox, { id: 'shop', name: 'Online Shop', credentials }),
    huaweiAccount(sandbox, { id: 'trading', name: 'Trading', credentials }),
    alibabaAccount(sandbox, {
      id: 'old',
      name: 'Former Subsidiary',
      credentials: { source: 'secretStorage' },
    }),
  ];
  const { fleet, inventory } = await bench.open(accounts, { environment });
  await fleet.refresh(true);
  const journal = new Journal(journalPath(storage), clock, listingLog());
  return withoutChance(await reportFacts({ inventory, journal, tool: GOLDEN_TOOL, clock }, scope));
}

function withoutChance(facts: ReportFacts): ReportFacts {
  return { ...facts, instances: facts.instances.map(withOwnRequest) };
}

function withOwnRequest(facts: InstanceFacts): InstanceFacts {
  const { encryption, instance } = facts;
  const requestId = uuid(`request/${instance.id}`).toUpperCase();
  const rename = <T extends { readonly requestId?: string }>(told: T): T =>
    told.requestId ? { ...told, requestId } : told;
  const { evidence, reason } = encryption;
  const renamed = {
    ...(evidence && { evidence: rename(evidence) }),
    ...(reason && { reason: rename(reason) }),
  };
  return { ...facts, encryption: { ...encryption, ...renamed } as InstanceFacts['encryption'] };
}

const POLICY: PolicyFacts = {
  file: 'backup-encryption.yaml',
  rules: [{ id: 'production', severity: 'high', line: 4, controls: ['nist-800-53-r5:CP-9(8)'] }],
};

const EXCEPTION = {
  rule: 'production',
  owner: 'dba@example.com',
  reason: 'Holds nothing but sessions; retired in January',
  expires: '2027-01-31',
  ticket: 'OPS-1234',
};

/** One rule for all, and one instance that is let be. */
export function judgeGolden({ encryption, instance }: InstanceFacts): Judgement {
  const judged = judge(encryption, { required: true }, GOLDEN_TIME);
  const severity = judged.finding && ({ severity: 'high' } as const);
  const by = { ...judged, ...severity, rule: 'production', required: true };
  if (instance.name !== 'web-sessions') return by;
  return { ...by, verdict: 'excepted', original: judged.verdict, exception: EXCEPTION };
}

/** The golden report out of these facts. */
export function goldenReport(facts: ReportFacts): Report {
  const trend = goldenTrend();
  return buildReport({ ...facts, policy: POLICY, trend }, judgeGolden, FRAMEWORKS, {
    now: () => GOLDEN_TIME,
  });
}

/** It ends at what the rows say. */
function goldenTrend(): ReportFacts['trend'] {
  const encrypted = [3, 3, 3, 4, 4, 5, 5, 5, 6, 6, 6, 7, 7, 7];
  return encrypted.map((count, index) => ({
    day: `2026-11-${15 + index}`,
    encrypted: count,
    notEncrypted: 19 - count,
    notKnown: 4,
  }));
}
