import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/steps/paths.ts';
import { buildReport } from '../../src/report/buildReport.ts';
import type { AccountFacts, InstanceFacts, Judgement, ReportFacts } from '../../src/report/facts.ts';
import { FORMATS, type FormatName } from '../../src/report/formats.ts';
import type { WriteOptions, Writer } from '../../src/report/writer.ts';
import { FRAMEWORKS } from '../../src/report/frameworks.ts';
import type { Report } from '../../src/report/report.ts';

/** The golden report, which a contract test compares with what the sandbox's fleet gives. */
export function goldenReport(): Report {
  return JSON.parse(readGolden('report.json')) as Report;
}

export function readGolden(name: string): string {
  return readFileSync(join(root, 'test', 'golden', name), 'utf8');
}

/** A report as this format has it, in one piece. */
export async function written(report: Report, name: FormatName, options: WriteOptions = {}): Promise<string> {
  const write: Writer = await FORMATS[name].load();
  return [...write(report, options)].join('');
}

/** What a cloud, a policy or a person may call something, to hurt whoever opens a report. */
export const HOSTILE: readonly string[] = [
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(A1:A9)',
  '\t=1+1',
  '\r=1+1',
  ' =1+1',
  '＝1+1',
  '"=1+1,"x',
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '&lt;b&gt;',
  '[click](https://evil.example)',
  '![x](https://evil.example/x.png)',
  'https://evil.example www.evil.example a@evil.example',
  '`code` ``more`` | cell | \\| \\',
  '| --- | **bold** @team #12',
  '\u202Egnp.exe\u202C',
  'zero\u200Bwidth\uFEFF',
  'two\nlines\r\n::error file=a::b',
  '::set-output name=x::y',
  '%0A::error::x',
  'quote " back \\ slash',
  'nul\u0000 bell\u0007 \uFFFF',
  '\uD800 alone',
  '{0} {{1}} [1](2) \\[',
  '${x} $(id) `id`',
  ']]> <!-- -- --> <?php ?>',
];

/** A report all of whose texts are hostile, each in turn an instance, an account and whatever is said of them. */
export function hostileReport(texts: readonly string[] = HOSTILE): Report {
  return buildReport(hostileFacts(texts), judgeHostile(texts), FRAMEWORKS, { now: () => 1_800_000_000_000 });
}

function hostileFacts(texts: readonly string[]): ReportFacts {
  return {
    tool: { name: 'backup-encryption', version: '0.1.0' },
    scope: { kind: 'filter', filter: { text: texts.join(' '), states: [] }, outside: 3 },
    accounts: texts.map(hostileAccount),
    instances: texts.map(hostileInstance),
    journal: { head: '0'.repeat(64), entries: 0, verified: true },
  };
}

function hostileAccount(text: string, index: number): AccountFacts {
  const reason = { category: 'permission', message: text, code: text, requestId: text } as const;
  return {
    id: `account-${index}`,
    provider: 'alibaba',
    service: 'ApsaraDB',
    name: text,
    state: 'problem',
    reason,
    cloudAccountUid: text,
    principal: text,
    regions: [text],
    lookedIn: [text],
    unreadRegions: index % 2 === 0 ? [{ region: text, reason }] : [],
    leftOut: [{ region: text, name: text, reason, isFailure: true }],
    sandbox: false,
  };
}

function hostileInstance(text: string, index: number): InstanceFacts {
  const evidence = {
    source: 'backup-set',
    seenAt: '2026-01-01T00:00:00Z',
    detail: text,
    requestId: text,
  } as const;
  const reason = { category: 'unexpected-reply', message: text, code: text, requestId: text } as const;
  const said = { name: text, engine: text, engineVersion: text, lifecycle: text };
  return {
    instance: {
      provider: 'alibaba',
      accountId: `account-${index}`,
      region: text,
      id: `i${index}${text}`,
      ...said,
    },
    encryption:
      index % 2 === 0
        ? { state: 'off', evidence: { ...evidence, keyId: text }, reason, stale: true }
        : { state: 'unknown', reason, stale: false },
    alsoSeenBy: [text],
    howToCheck: 'Look.',
  };
}

function judgeHostile(texts: readonly string[]): (facts: InstanceFacts) => Judgement {
  return ({ instance }) => {
    const index = Number(instance.accountId.replace('account-', ''));
    const text = texts[index] ?? '';
    const fail = { verdict: 'fail', finding: 'not-encrypted', rule: text, required: true } as const;
    if (index % 3 > 0) return fail;
    const exception = { rule: text, owner: text, reason: text, expires: '2027-01-01', ticket: text };
    return { ...fail, verdict: 'excepted', original: 'fail', exception };
  };
}
