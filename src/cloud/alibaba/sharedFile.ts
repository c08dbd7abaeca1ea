import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { readSections } from '../ini.ts';
import type { ProfileFile, Recipe } from '../login.ts';
import {
  keysIn,
  noProfile,
  notSupported,
  sessionKeysIn,
  textIn,
  unusableProfile,
  type Section,
} from '../profileFile.ts';
import { roleIn } from './profileRole.ts';

const KEY = { accessKeyId: 'access_key_id', accessKeySecret: 'access_key_secret' };
const SESSION_KEY = { ...KEY, securityToken: 'security_token' };
const ROLE = { roleArn: 'role_arn', sessionName: 'role_session_name', policy: 'policy' };

/** All of this cloud's SDKs cut a value at a `#`, wherever it is. */
const COMMENT = /#|\s;/;

/** The SDKs' file: INI, a section a profile, `type` tells what is in it. */
export const sharedFile: ProfileFile = {
  path: (environment, home) =>
    environment['ALIBABA_CLOUD_CREDENTIALS_FILE'] || join(home, '.alibabacloud', 'credentials'),
  preferred: (environment) => environment['ALIBABA_CLOUD_PROFILE'],
  parse(text) {
    const sections = readSections(text, COMMENT);
    return {
      names: [...sections.keys()],
      current: 'default',
      recipe: (name) => recipeOf(sections.get(name), plainText(name, 60)),
      region: (name) => textIn(sections.get(name) ?? {}, 'region_id'),
    };
  },
};

function recipeOf(section: Section | undefined, shown: string): Recipe {
  if (!section) throw noProfile(shown);
  const type = textIn(section, 'type');
  switch (type) {
    case 'access_key':
      return keysIn(section, KEY);
    case 'sts':
      return sessionKeysIn(section, SESSION_KEY);
    case 'ram_role_arn':
      return roleIn(section, keysIn(section, KEY), ROLE);
    case '':
      throw unusableProfile(l10n.t('The profile "{0}" names no "type", such as access_key.', shown));
    default:
      throw notSupported(shown, plainText(type, 40));
  }
}
