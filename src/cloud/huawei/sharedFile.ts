import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { plainText } from '../../domain/text.ts';
import { readSections } from '../ini.ts';
import type { Login, ProfileFile } from '../login.ts';
import { keysIn, noProfile, notSupported, textIn, type Section } from '../profileFile.ts';

const KEY = { accessKeyId: 'ak', accessKeySecret: 'sk', securityToken: 'security_token' };

/** The SDK in Go cuts a comment off a value, the one in Python does not; keys have no space in them. */
const COMMENT = /\s[#;]/;

/**
 * The SDKs' file: INI with the sections `basic` and `global`. Its `iam_endpoint` is not followed: credentials go to
 * the cloud's own hosts, or where the settings say.
 */
export const sharedFile: ProfileFile = {
  path: (environment, home) =>
    environment['HUAWEICLOUD_SDK_CREDENTIALS_FILE'] || join(home, '.huaweicloud', 'credentials'),
  preferred: () => undefined,
  parse(text) {
    const sections = readSections(text, COMMENT);
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
  // Both or nothing: half of it is not looked at by the SDKs either.
  if (textIn(section, 'idp_id') && textIn(section, 'id_token_file')) {
    throw notSupported(shown, l10n.t('an identity provider'));
  }
  const projectId = textIn(section, 'project_id');
  return { ...keysIn(section, KEY), ...(projectId && { projectId }) };
}
