import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

const root = join(import.meta.dirname, '..', '..', '..');
// The project's own configuration, less the rules that want a file's types: these files do not exist.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [tseslint.configs.disableTypeChecked],
  ruleFilter: ({ ruleId }) => ruleId === 'house/layers',
});

async function complaints(file: string, code: string): Promise<string[]> {
  const results = await eslint.lintText(code, { filePath: join(root, 'src', file) });
  return results.flatMap(({ messages }) => messages.map(({ message }) => message));
}

describe('the layer rule allows', () => {
  const allowed: readonly (readonly [file: string, code: string])[] = [
    ['extension.ts', "import { makeTree } from './ui/tree.ts';"],
    ['extension.ts', "import * as vscode from 'vscode';"],
    ['ui/tree.ts', "import { TreeItem } from 'vscode';"],
    ['inventory/refresh.ts', "import type { Instance } from '../domain/instance.ts';"],
    ['inventory/refresh.ts', "import { readJournal } from './journal.ts';"],
    ['cloud/transport/http.ts', "import { Agent } from 'undici';"],
    ['cloud/registry.ts', "import { alibaba } from './alibaba/provider.ts';"],
    ['cloud/alibaba/provider.ts', "import { rds } from './operations.ts';"],
    ['host/sandboxStay.ts', "const { startSandbox } = await import('../sandbox/server.ts');"],
    ['host/sandboxStay.ts', "import type { Sandbox } from '../sandbox/server.ts';"],
    ['sandbox/signatures.ts', "import { sign } from '../cloud/signing/acs3.ts';"],
    ['sandbox/alibaba/rds.ts', "import { listen } from '../server.ts';"],
  ];
  for (const [file, code] of allowed) {
    test(`${file}: ${code}`, async () => assert.deepEqual(await complaints(file, code), []));
  }
});

describe('the layer rule refuses', () => {
  const refused: readonly (readonly [file: string, code: string, reason: RegExp])[] = [
    ['domain/posture.ts', "import { CloudError } from '../cloud/error.ts';", /domain is below cloud/],
    ['domain/posture.ts', "import type { CloudError } from '../cloud/error.ts';", /domain is below cloud/],
    ['domain/posture.ts', "export { CloudError } from '../cloud/error.ts';", /domain is below cloud/],
    ['domain/posture.ts', "export * from '../cloud/error.ts';", /domain is below cloud/],
    [
      'accounts/settings.ts',
      "const state = await import('../inventory/state.ts');",
      /accounts is below inventory/,
    ],
    [
      'accounts/settings.ts',
      "type State = import('../inventory/state.ts').State;",
      /accounts is below inventory/,
    ],
    ['ui/tree.ts', "import { refresh } from '../commands/refresh.ts';", /ui is below commands/],
    ['inventory/refresh.ts', "import * as vscode from 'vscode';", /inventory runs without VS Code/],
    ['inventory/refresh.ts', "import type { Uri } from 'vscode';", /inventory runs without VS Code/],
    ['sandbox/server.ts', "import * as vscode from 'vscode';", /sandbox runs without VS Code/],
    [
      'extension.ts',
      "import { alibaba } from './cloud/alibaba/provider.ts';",
      /cloud\/registry.ts, cloud\/guides.ts only/,
    ],
    [
      'cloud/huawei/iam.ts',
      "import { sts } from '../alibaba/sts.ts';",
      /cloud\/registry.ts, cloud\/guides.ts only/,
    ],
    [
      'sandbox/server.ts',
      "import { rds } from '../cloud/alibaba/operations.ts';",
      /cloud\/registry.ts, cloud\/guides.ts only/,
    ],
    [
      'sandbox/server.ts',
      "import { send } from '../cloud/transport/http.ts';",
      /cloud\/signing, domain only/,
    ],
    ['commands/openSandbox.ts', "import { startSandbox } from '../sandbox/server.ts';", /host only/],
    ['host/sandboxStay.ts', "import { startSandbox } from '../sandbox/server.ts';", /loads on demand/],
    [
      'domain/posture.ts',
      "import { root } from '../../scripts/steps/paths.ts';",
      /nothing of the project outside/,
    ],
    ['ui/tree.ts', "import { odds } from '../odds/ends.ts';", /belongs to no layer/],
    ['odds/ends.ts', "import { label } from '../domain/text.ts';", /belongs to no layer/],
  ];
  for (const [file, code, reason] of refused) {
    test(`${file}: ${code}`, async () => {
      const found = await complaints(file, code);
      assert.equal(found.length, 1);
      assert.match(found[0] ?? '', reason);
    });
  }
});
