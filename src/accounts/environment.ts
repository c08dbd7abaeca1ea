import * as l10n from '@vscode/l10n';
import type { Environment, Login } from '../cloud/login.ts';
import type { ProviderProfile, VariableNames } from '../cloud/profile.ts';
import { refusal } from './refusal.ts';

/**
 * The first of a cloud's groups of variables of which anything is set is the one that is meant; an empty variable is not
 * set. What is missing of it is never taken from another group: that would be somebody else.
 * @throws CloudError `credentials` when the environment holds no complete access key of this cloud
 */
export function readEnvironment(profile: ProviderProfile, environment: Environment): Login {
  const groups = profile.environment;
  const isSet = (name: string | undefined) => Boolean(name && environment[name]);
  const provider = groups.find(({ identityProvider }) => identityProvider?.every(isSet))?.identityProvider;
  if (provider) {
    throw refusal(
      l10n.t(
        'The environment of VS Code names an identity provider ({0}), which is not supported here.',
        provider.join(', '),
      ),
    );
  }
  const names = groups.find((group) =>
    [group.accessKeyId, group.accessKeySecret, group.securityToken].some(isSet),
  );
  const { accessKeyId = '', accessKeySecret = '' } = names ?? groups[0] ?? {};
  if (!names) {
    throw refusal(l10n.t('The environment of VS Code has no {0} and {1}.', accessKeyId, accessKeySecret));
  }
  const missing = [accessKeyId, accessKeySecret].filter((name) => !isSet(name));
  if (missing.length > 0) {
    const text = l10n.t(
      'The access key in the environment of VS Code ({0}, {1}) is not complete; missing: {2}.',
      accessKeyId,
      accessKeySecret,
      missing.join(', '),
    );
    throw refusal(text);
  }
  return keysOf(names, environment);
}

function keysOf(names: VariableNames, environment: Environment): Login {
  const securityToken = environment[names.securityToken];
  const projectId = names.projectId && environment[names.projectId];
  return {
    kind: 'keys',
    credentials: {
      accessKeyId: environment[names.accessKeyId] ?? '',
      accessKeySecret: environment[names.accessKeySecret] ?? '',
      ...(securityToken && { securityToken }),
    },
    ...(projectId && { projectId }),
  };
}
