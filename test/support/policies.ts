import type { Policy, PolicyScope } from '../../src/cloud/provider.ts';
import { loadProvider } from '../../src/cloud/registry.ts';
import type { Cloud } from './pair.ts';

export interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource?: readonly string[];
  readonly Condition?: object;
}

export async function policyOf(cloud: Cloud, scope: Partial<PolicyScope> = {}): Promise<Policy> {
  const provider = await loadProvider(cloud);
  return provider.policy({ changes: false, accountId: '', regions: [], ...scope });
}

export function statementsOf({ document }: Policy): readonly Statement[] {
  return (document as { readonly Statement: readonly Statement[] }).Statement;
}

/** Every action that a policy allows. */
export function actionsOf(policy: Policy): string[] {
  return statementsOf(policy).flatMap(({ Action }) => Action);
}
