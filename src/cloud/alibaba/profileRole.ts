import * as l10n from '@vscode/l10n';
import { textIn, unusableProfile, type Section } from '../profileFile.ts';
import { SESSION_NAME, type Recipe } from '../login.ts';

/** The shortest that STS gives out, seconds. */
const SHORTEST = 900;

/** The role that a profile names, under the CLI's names or the SDKs'. */
export function roleIn(profile: Section, from: Recipe): Recipe {
  const roleArn = textIn(profile, 'ram_role_arn') || textIn(profile, 'role_arn');
  if (!roleArn) throw unusableProfile(l10n.t('The profile names no role.'));
  const named = textIn(profile, 'ram_session_name') || textIn(profile, 'role_session_name');
  const externalId = textIn(profile, 'external_id');
  const policy = textIn(profile, 'policy');
  const durationSeconds = Number(profile['expired_seconds']);
  return {
    kind: 'role',
    role: {
      roleArn,
      sessionName: named || SESSION_NAME,
      ...(externalId && { externalId }),
      ...(policy && { policy }),
      ...(durationSeconds >= SHORTEST && { durationSeconds }),
    },
    from,
  };
}
