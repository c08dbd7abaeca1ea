import { fresh, type Encryption, type EncryptionState, type Evidence } from '../../src/domain/encryption.ts';
import type { Policy, Subject } from '../../src/policy/policy.ts';
import type { Problem } from '../../src/policy/problem.ts';
import { readPolicy } from '../../src/policy/read.ts';

/** The moment at which policies are judged in tests. */
export const NOW = Date.parse('2026-11-28T09:14:00Z');

/** An encryption state as of an hour before; `contradicting` is an unknown one of its own kind. */
export function stateOf(
  state: EncryptionState | 'contradicting',
  evidence: Partial<Evidence> = {},
): Encryption {
  if (state === 'contradicting')
    return fresh({ state: 'unknown', reason: { category: 'contradicting-evidence', message: '' } });
  if (state === 'unknown' || state === 'unsupported')
    return fresh({ state, reason: { category: 'permission', message: 'No permission.' } });
  const seenAt = '2026-11-28T08:14:00Z';
  return fresh({ state, evidence: { source: 'status-call', seenAt, ...evidence } });
}

/** An instance by its name in a policy; its name at its cloud is its id without the first part. */
export function subject(
  path: string,
  encryption: Encryption = stateOf('off'),
  more: Omit<Partial<Subject>, 'instance'> & { readonly engine?: string } = {},
): Subject {
  const [provider = '', accountId = '', region = '', id = ''] = path.split('/');
  const { engine = 'MySQL', ...rest } = more;
  const instance = { provider, accountId, region, id, name: id.replace(/^\w+-/, ''), engine };
  return { instance, encryption, ...rest };
}

/** A policy that must be without fault. */
export function policyOf(text: string): Policy {
  const { policy, problems } = readPolicy(text);
  if (!policy || problems.length > 0) throw new Error(problems.map(({ message }) => message).join('\n'));
  return policy;
}

/** The problems of a text, each with what stands at its place. */
export function placedIn(text: string, problems: readonly Problem[]): string[] {
  const lines = text.split(/\r?\n/);
  return problems.map(({ code, range: { start, end }, message }) => {
    const [first = ''] = lines.slice(start.line);
    const marked =
      start.line === end.line ? first.slice(start.character, end.character) : first.slice(start.character);
    return `${code} at ${start.line + 1}:${start.character + 1} "${marked}": ${message}`;
  });
}
