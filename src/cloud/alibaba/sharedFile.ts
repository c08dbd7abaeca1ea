import { join } from 'node:path';
import { plainText } from '../../domain/text.ts';
import { keysIn, noProfile, notSupported, readSections, textIn, type Section } from '../profileFile.ts';
import type { ProfileFile, Recipe } from '../login.ts';
import { roleIn } from './profileRole.ts';

const KEY = { accessKeyId: 'access_key_id', accessKeySecret: 'access_key_secret' };
const SESSION_KEY = { ...KEY, securityToken: 'security_token' };

/** The SDKs' file: INI, a section a profile, `type` tells what is in it. */
export const sharedFile: ProfileFile = {
  path: (environment, home) =>
    environment['ALIBABA_CLOUD_CREDENTIALS_FILE'] || join(home, '.alibabacloud', 'credentials'),
  preferred: (environment) => environment['ALIBABA_CLOUD_PROFILE'],
  parse(text) {
    const sections = readSections(text);
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
  const type = textIn(section, 'type') || 'access_key';
  switch (type) {
    case 'access_key':
      return keysIn(section, KEY);
    case 'sts':
      return keysIn(section, SESSION_KEY);
    case 'ram_role_arn':
      return roleIn(section, keysIn(section, SESSION_KEY));
    default:
      throw notSupported(shown, plainText(type, 40));
  }
}
