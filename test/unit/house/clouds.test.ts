import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { root } from '../../../scripts/steps/paths.ts';

/** What only the folders of the clouds may say: their names, and what is theirs alone. */
const NAMES =
  /alibaba|aliyun|alicloud|apsara|\bacs:|x-acs|huawei|taurus|gaussdb|tencent|volc(?:engine)?\b|CLOUD_SDK_/i;
/** The folders of the clouds, the registries, and the schemes of signing, which prescribe the names of headers. */
const HOMES = [
  'src/{cloud,sandbox}/{alibaba,huawei}/**',
  'src/{cloud,sandbox}/registry.ts',
  'src/cloud/signing/**',
];
/** Files that still name a cloud: to become none. */
const TO_COME: readonly string[] = [
  'src/accounts/credentialSetting.ts',
  'src/accounts/environment.ts',
  'src/texts/identity.ts',
];

/** Without comments, which may give examples and tell sources. */
function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

describe('a cloud is a folder and a line', () => {
  test('nothing else of src names one', () => {
    const files = globSync('src/**/*.ts', { cwd: root, exclude: HOMES });
    const naming = files.filter((file) => NAMES.test(codeOf(file)));
    assert.deepEqual(
      naming.filter((file) => !TO_COME.includes(file)),
      [],
    );
  });
});
