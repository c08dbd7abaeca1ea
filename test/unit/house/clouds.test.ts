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
  'src/cloud/guides.ts',
  'src/cloud/signing/**',
];
/** Without comments, which may give examples and tell sources. */
function codeOf(file: string): string {
  const text = readFileSync(join(root, file), 'utf8');
  return text.replaceAll(/\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}

describe('a cloud is a folder and a line', () => {
  test('nothing else of src names one', () => {
    const files = globSync('src/**/*.ts', { cwd: root, exclude: HOMES });
    assert.deepEqual(
      files.filter((file) => NAMES.test(codeOf(file))),
      [],
    );
  });
});
