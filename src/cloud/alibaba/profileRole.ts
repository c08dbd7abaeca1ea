import * as l10n from '@vscode/l10n';
import { SESSION_NAME, type Recipe } from '../login.ts';
import { textIn, unusableProfile, type Section } from '../profileFile.ts';

/** The shortest that STS gives out, seconds. */
const SHORTEST = 900;

const REGION = /^[a-z]{2,}(-[a-z0-9]+)+$/;

/** What the members of a role are called in a file; those that a file's tools do not know are left out. */
export interface RoleNames {
  readonly roleArn: string;
  readonly sessionName: string;
  readonly policy: string;
  readonly externalId?: string;
  readonly seconds?: string;
  readonly region?: string;
}

/** The role that a profile names. @throws CloudError `credentials` when it names none */
export function roleIn(profile: Section, from: Recipe, names: RoleNames): Recipe {
  const text = (name: string | undefined) => (name ? textIn(profile, name) : '');
  const roleArn = text(names.roleArn);
  if (!roleArn) throw unusableProfile(l10n.t('The profile names no role.'));
  const externalId = text(names.externalId);
  const policy = text(names.policy);
  const region = text(names.region);
  // It becomes part of a host's name.
  if (region && !REGION.test(region)) throw unusableProfile(l10n.t('"sts_region" is not a region id.'));
  const durationSeconds = Number(names.seconds && profile[names.seconds]);
  return {
    kind: 'role',
    role: {
      roleArn,
      sessionName: text(names.sessionName) || SESSION_NAME,
      ...(externalId && { externalId }),
      ...(policy && { policy }),
      ...(region && { region }),
      ...(durationSeconds >= SHORTEST && { durationSeconds }),
    },
    from,
  };
}
