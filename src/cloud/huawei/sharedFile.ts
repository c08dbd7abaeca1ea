import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { keysIn, noProfile, notSupported, readSections, textIn, type Section } from '../profileFile.ts';
import type { Login, ProfileFile } from '../login.ts';

const KEY = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'security_token' };

/**
 * The SDKs' file: INI with the sections `basic` and `global`. Its `iam_endpoint` is not followed: credentials go to
 * the cloud's own hosts, or where the settings say.
 */
export const sharedFile: ProfileFile = {
  path: (environment, home) =>
    environment['HUAWEICLOUD_SDK_CREDENTIALS_FILE'] || join(home, '.huaweicloud', 'credentials'),
  preferred: () => undefined,
  parse(text) {
    const sections = readSections(text);
    return {
      names: [...sections.keys()],
      current: 'basic',
      recipe: (name) => loginOf(sections.get(name), plainText(name, 60)),
      region: () => '',
    };
  },
};

function loginOf(section: Section | undefined, shown: string): Login {
  if (!section) throw noProfile(shown);
  if (textIn(section, 'idp_id')) throw notSupported(shown, l10n.t('an identity provider'));
  return keysIn(section, KEY);
}
