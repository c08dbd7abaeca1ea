import type { Instance } from '../../src/domain/instance.ts';
import type { AccountView } from '../../src/inventory/accountView.ts';
import { newTally } from '../../src/domain/posture.ts';
import type { Planned } from '../../src/texts/named.ts';

/** An instance called so, with everything else as it usually is. */
export function instanceCalled(name: string, details: Partial<Instance> = {}): Instance {
  return {
    provider: 'alibaba',
    accountId: 'production-1',
    region: 'cn-hangzhou',
    id: `rm-${name}`,
    name,
    engine: 'MySQL',
    engineVersion: '8.0',
    lifecycle: 'Running',
    ...details,
  };
}

/** One to be changed, of the account "Production". */
export function planned(name: string, details: Partial<Instance> = {}, key = 'an automatic key'): Planned {
  return { instance: instanceCalled(name, details), account: 'Production', key };
}

/** An account called "Production", read, without instances. */
export function accountView(details: Partial<AccountView> = {}): AccountView {
  return {
    id: 'production-1',
    provider: 'alibaba',
    name: 'Production',
    source: 'secretStorage',
    state: 'ok',
    regions: ['cn-hangzhou'],
    regionReasons: new Map(),
    records: new Map(),
    counts: newTally(),
    ...details,
  };
}
