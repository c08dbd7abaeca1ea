import type { Report } from './report.ts';

/** Where tools that want a file and a line are sent: to the rule that judged, in the policy. */
export interface PolicyPlaces {
  readonly file: string;
  /** From 1, also of a rule that is in no file. */
  readonly lineOf: (rule: string) => number;
}

/** Where a policy would be, if there were one. */
const FILE = 'backup-encryption.yaml';

export function policyPlaces({ policy }: Report): PolicyPlaces {
  const lines = new Map(policy?.rules.map(({ id, line }) => [id, line]));
  return { file: policy?.file ?? FILE, lineOf: (rule) => lines.get(rule) ?? 1 };
}
