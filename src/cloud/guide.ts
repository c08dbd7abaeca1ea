import type { EncryptionState, EvidenceSource } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import type { Site } from './profile.ts';

/** What a cloud has to tell people who change or look something up: sentences and pages. */
export interface ProviderGuide {
  /**
   * Sentences for the confirmation: what a change does that cannot be taken back, and with several switches, to which.
   * @param state what the instances are before it, where they are all the same
   */
  lastingEffects(change: 'enable' | 'disable', state?: EncryptionState): readonly string[];
  /** The page of this instance in the cloud's web console. */
  consoleUrl(instance: Instance, site: Site): string;
  /** Where bills are settled. */
  billingUrl(site: Site): string;
  /** What an instance must be like for its backups to be encrypted: sentences. */
  rules(): readonly string[];
  /** The cloud's own page on which instances can have encrypted backups. */
  rulesUrl(site: Site): string;
  /** The calls that evidence comes from, as the cloud's API names them. */
  readonly api: {
    readonly service: string;
    readonly version: string;
    readonly operations: Readonly<Partial<Record<EvidenceSource, string>>>;
  };
  /** How somebody repeats by hand what we read: a sentence. */
  howToCheck(): string;
}
