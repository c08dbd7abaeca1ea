import * as l10n from '@vscode/l10n';
import type { Reason } from '../../domain/encryption.ts';
import type { Instance } from '../../domain/instance.ts';
import type { Clock } from '../../domain/time.ts';
import { CloudError } from '../error.ts';
import { requireId } from '../identifiers.ts';
import { unsupported } from '../provider.ts';
import { SharedWork } from '../sharedWork.ts';
import type { Rpc } from './rpc.ts';
import { regionSupport } from './schemas.ts';

/** What the cloud said to whether it offers backup encryption; `untold` when it did not say, or may not be asked. */
export type Support = { readonly says: 'yes' | 'untold' } | { readonly says: 'no'; readonly reason: Reason };

interface Asked {
  readonly at: number;
  readonly work: SharedWork<Support>;
  answer?: Support;
}

const DAY = 24 * 60 * 60 * 1000;
const NOT_DECISIVE: ReadonlySet<string> = new Set(['permission', 'invalid-request', 'not-found']);

/**
 * Whether the feature is offered. `CheckRegionSupportBackupEncryption` is documented as per region, with an instance
 * id that is optional; whether the id matters is not known. So it is asked once a day for each region and each kind of
 * instance that there is, with the id of one of them.
 */
export class SupportAnswers {
  readonly #clock: Clock;
  readonly #asked = new Map<string, Asked>();

  /** @param clock the cloud's */
  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What the cloud said of this kind of instance within the last day, without asking it. */
  known(instance: Instance): Support | undefined {
    return this.#ofToday(instance)?.answer;
  }

  async ask(rpc: Rpc, instance: Instance, signal: AbortSignal): Promise<Support> {
    const asked = this.#ofToday(instance) ?? this.#begin(rpc, instance);
    try {
      asked.answer = await asked.work.wait(signal);
      return asked.answer;
    } catch (error) {
      if (this.#asked.get(kindOf(instance)) === asked) this.#asked.delete(kindOf(instance));
      throw error;
    }
  }

  /** The cloud has just taken a change of this kind of instance: what it said before holds no more. */
  forget(instance: Instance): void {
    this.#asked.delete(kindOf(instance));
  }

  #ofToday(instance: Instance): Asked | undefined {
    const asked = this.#asked.get(kindOf(instance));
    if (!asked || Math.abs(this.#clock.now() - asked.at) >= DAY) return undefined;
    return asked.answer || !asked.work.abandoned ? asked : undefined;
  }

  #begin(rpc: Rpc, instance: Instance): Asked {
    const work = new SharedWork((signal) => askCloud(rpc, instance, signal));
    const asked = { at: this.#clock.now(), work };
    this.#asked.set(kindOf(instance), asked);
    return asked;
  }
}

/** One that nobody described is a kind of its own. */
function kindOf({ region, engineVersion, shape, id }: Instance): string {
  return [region, engineVersion, shape ?? id].join('\n');
}

async function askCloud(rpc: Rpc, { region, id }: Instance, signal: AbortSignal): Promise<Support> {
  const action = 'CheckRegionSupportBackupEncryption';
  const query = { RegionId: region, DBInstanceID: requireId(id) };
  try {
    const reply = await rpc({ service: 'rds', region, action, query, schema: regionSupport }, signal);
    if (reply.SupportBackupEncryption) return { says: 'yes' };
    const message = l10n.t('Alibaba Cloud says that backup encryption is not supported for this instance.');
    return { says: 'no', reason: unsupported(message) };
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    if (error.category === 'unsupported') return { says: 'no', reason: error.reason };
    if (NOT_DECISIVE.has(error.category)) return { says: 'untold' };
    throw error;
  }
}
