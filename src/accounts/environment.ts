import * as l10n from '@vscode/l10n';
import type { Environment, Login } from '../cloud/login.ts';
import type { ProviderProfile } from '../cloud/provider.ts';
import { refusal } from './refusal.ts';

/** The vendors' sample code reads these, so they are accepted last. */
const SAMPLE_CODE = { accessKeyId: 'CLOUD_SDK_AK', accessKeySecret: 'CLOUD_SDK_SK', securityToken: '' };

/** @throws CloudError `credentials` when the environment holds no complete access key of this cloud */
export function readEnvironment(profile: ProviderProfile, environment: Environment): Login {
  for (const names of [...profile.environment, SAMPLE_CODE]) {
    const accessKeyId = environment[names.accessKeyId];
    const accessKeySecret = environment[names.accessKeySecret];
    if (!accessKeyId || !accessKeySecret) continue;
    const securityToken = environment[names.securityToken];
    const credentials = { accessKeyId, accessKeySecret, ...(securityToken && { securityToken }) };
    return { kind: 'keys', credentials };
  }
  const [first] = profile.environment;
  throw refusal(
    l10n.t(
      'The environment of VS Code has no {0} and {1}.',
      first?.accessKeyId ?? '',
      first?.accessKeySecret ?? '',
    ),
  );
}
