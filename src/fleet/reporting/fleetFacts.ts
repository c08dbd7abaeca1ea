import { refOf } from '../../domain/instance.ts';
import { instanceKey, type DoneChange } from '../../files/journalIndex.ts';
import type { AccountView } from '../../inventory/accountView.ts';
import type { Inventory } from '../../inventory/inventory.ts';
import type { FleetFacts } from '../../policy/fleetFacts.ts';
import { knowledgeOf, onePerDatabase, reportedAccounts } from './facts.ts';

/**
 * What a policy is held against, out of the inventory and the journal. Nothing here asks a cloud.
 * @param done the newest change of each instance that went through, by `instanceKey`
 */
export function fleetFacts(inventory: Inventory, done: ReadonlyMap<string, DoneChange>): FleetFacts {
  const accounts = reportedAccounts(inventory, () => true);
  const records = accounts.flatMap(({ records: own }) => [...own.values()]);
  return {
    accounts: accounts.map((account) => {
      const { provider, id } = account;
      return { provider, id, isComplete: isComplete(account) };
    }),
    subjects: onePerDatabase(inventory, records).flatMap((record) => {
      const { instance, encryption } = record;
      const account = inventory.account(instance.accountId);
      if (!account) return [];
      const change = done.get(instanceKey({ ...instance, instanceId: instance.id }));
      const otherAccounts = inventory.sightings.others(refOf(instance)).map(({ accountId }) => accountId);
      return [{ instance, encryption, otherAccounts, known: knowledgeOf(account, record, change) }];
    }),
  };
}

function isComplete({ state, regionReasons, leftOut = [] }: AccountView): boolean {
  return state === 'ok' && regionReasons.size === 0 && !leftOut.some(({ isFailure }) => isFailure);
}
