import * as l10n from '@vscode/l10n';
import { regionsOfPolicy, type Policy, type PolicyScope } from '../provider.ts';

/** Listing, describing and the switch; there is no lesser action for reading the switch (API pages, 2026-01). */
const DATABASE = ['gaussdb:instance:list', 'gaussdb:backup:encrypt'];
const KEYS = ['kms:cmk:list', 'kms:cmk:get'];

/**
 * The least that IAM has to allow, as a custom policy, narrowed to the regions by the names of their projects. These
 * actions cannot be narrowed to instances.
 */
export function huaweiPolicy(scope: PolicyScope): Policy {
  const { changes, instances } = scope;
  const regions = regionsOfPolicy(scope);
  const statement = {
    Effect: 'Allow',
    Action: changes ? [...DATABASE, ...KEYS] : DATABASE,
    ...(regions.length > 0 && { Condition: { StringEquals: { 'g:ProjectName': regions } } }),
  };
  return {
    document: { Version: '1.1', Statement: [statement] },
    warnings: [
      ...(changes
        ? []
        : [
            l10n.t(
              'Reading the switch needs gaussdb:backup:encrypt, which IAM classes as a write: whoever has it can switch backup encryption on and off too.',
            ),
          ]),
      ...(regions.length > 0
        ? [l10n.t('Sub-projects of these regions are not included; add their names to g:ProjectName.')]
        : []),
      ...(instances ? [l10n.t('IAM cannot narrow these actions to single instances.')] : []),
    ],
  };
}
