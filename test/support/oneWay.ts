/** A one-way switch that was seen to be on, and its account. */
import type { TestContext } from 'node:test';
import type { Answer, Evidence } from '../../src/domain/encryption.ts';
import type { Instance } from '../../src/domain/instance.ts';
import { AT, database, openStage, type Stage, type StageOptions } from './stage.ts';

export const END = '2025-12-31T22:00:00Z';
export const SEEN: Evidence = {
  ...{ source: 'backup-set', seenAt: AT, asOf: END, requestId: 'req-1', keyId: 'k-1' },
  coverage: { encrypted: 2, plain: 0, unclear: 0, days: 7, newestEnd: END },
};
export const ON: Answer = { state: 'on', evidence: SEEN };

export function oneWay(differences: Partial<Instance> = {}): Instance {
  return database('i-1', { provider: 'alibaba', ...differences });
}

export function openOneWay(t: TestContext, options: StageOptions = {}): Promise<Stage> {
  return openStage(t, { provider: 'alibaba', ...options });
}
