import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, test, type TestContext } from 'node:test';
import fc from 'fast-check';
import { splitCommand } from '../../../src/accounts/commandLine.ts';
import { runProgram } from '../../../src/accounts/programs.ts';
import { homeWith, KEY, KEYS, readCli, refused, ROLE, SESSION } from '../../support/profiles.ts';
import { loginSources } from '../../support/logins.ts';

const allowed = { programs: { ...loginSources().programs, isAllowed: () => true } };

/** The vendor's own splitting, the judge. */
const { splitProcessCommand } = createRequire(import.meta.url)(
  '@alicloud/credentials/dist/src/utils/command.js',
) as { splitProcessCommand: (command: string, windows: boolean) => string[] };

describe('the command of a program is split as the Aliyun CLI splits it', () => {
  const table: Readonly<Record<string, readonly string[]>> = {
    '  cmd   arg1\targ2  ': ['cmd', 'arg1', 'arg2'],
    'node "/home/me/my tools/get.cjs"': ['node', '/home/me/my tools/get.cjs'],
    "'/usr/local/my tools/cred' arg": ['/usr/local/my tools/cred', 'arg'],
    'tool arg\\ with\\ space': ['tool', 'arg with space'],
    'tool "say \\"hi\\"" "" \'\'': ['tool', 'say "hi"', '', ''],
    'tool "a b"\'c d\'': ['tool', 'a bc d'],
    'tool a \\\n b "c\\\nd"': ['tool', 'a', 'b', 'cd'],
    'tool "$HOME" `x` $(y)': ['tool', '$HOME', '`x`', '$(y)'],
  };
  for (const [command, words] of Object.entries(table)) {
    test(command, () => {
      assert.deepEqual(splitCommand(command, 'linux'), words);
    });
  }

  test('on Windows a backslash is part of a path', () => {
    assert.deepEqual(splitCommand('"C:\\Program Files\\tool\\cred.exe" get', 'win32'), [
      'C:\\Program Files\\tool\\cred.exe',
      'get',
    ]);
    assert.deepEqual(splitCommand('C:\\tools\\cred.exe "say \\"hi\\""', 'win32'), [
      'C:\\tools\\cred.exe',
      'say "hi"',
    ]);
  });

  test('whatever it is', () => {
    const command = fc.array(
      fc.constantFrom('a', 'b c', '"', "'", '\\', ' ', '\n', '\t', '$', '`', '\\"', '😀'),
    );
    fc.assert(
      fc.property(command, fc.boolean(), (parts, windows) => {
        const split = (splitting: () => readonly string[]) => {
          try {
            return splitting();
          } catch {
            return 'refused';
          }
        };
        const text = parts.join('');
        assert.deepEqual(
          split(() => splitCommand(text, windows ? 'win32' : 'linux')),
          split(() => splitProcessCommand(text, windows)),
        );
      }),
    );
  });

  test('and refused in words where it does not end, or names nothing', () => {
    for (const command of ['"/secret path', "tool 'SecretNotReal", 'tool\\'])
      assert.throws(() => splitCommand(command, 'linux'), /a quote or an escape that does not end\.$/);
    for (const command of ['', '  ', '""'])
      assert.throws(() => splitCommand(command, 'linux'), /names no program/);
  });
});

/** What a profile gives whose program runs these lines, in a folder with a space in its name. */
function readExternal(t: TestContext, script: string, more: object = {}) {
  const home = homeWith(t, 'my tools/get.cjs', script);
  const process_command = `"${process.execPath}" "${join(home, 'my tools', 'get.cjs')}"`;
  const profiles = [{ name: 'default', mode: 'External', process_command, ...more }];
  return readCli(t, { profiles }, undefined, allowed);
}

function printing(output: unknown): string {
  return `console.log(${JSON.stringify(JSON.stringify(output))})`;
}

describe('what a program prints is followed by its mode', () => {
  const token = { sts_token: 'TokenNotReal' };
  const expiration = '2026-11-21T13:00:00Z';
  const role = { ram_role_arn: ROLE, ram_session_name: 's', external_id: 'ours' };
  const roleLogin = {
    kind: 'role',
    role: { roleArn: ROLE, sessionName: 's', externalId: 'ours' },
    from: KEYS,
  };
  const table: Readonly<Record<string, readonly [printed: object, login: object]>> = {
    AK: [{ mode: 'AK', ...KEY }, KEYS],
    'AK with a left-over token': [{ mode: 'AK', ...KEY, sts_token: 'LeftOver' }, KEYS],
    StsToken: [{ mode: 'StsToken', ...KEY, ...token }, SESSION],
    'StsToken with its end': [
      { mode: 'StsToken', ...KEY, ...token, expiration },
      { ...SESSION, expiresAt: expiration },
    ],
    'an end with another zone and fractions': [
      { mode: 'StsToken', ...KEY, ...token, expiration: '2026-11-21T21:00:00.5+08:00' },
      { ...SESSION, expiresAt: '2026-11-21T13:00:00Z' },
    ],
    'an empty end': [{ mode: 'AK', ...KEY, expiration: '' }, KEYS],
    RamRoleArn: [{ mode: 'RamRoleArn', ...KEY, ...role }, roleLogin],
    'RamRoleArn with the end of its keys': [
      { mode: 'RamRoleArn', ...KEY, ...role, expiration },
      { ...roleLogin, from: { ...KEYS, expiresAt: expiration } },
    ],
    'no mode, as the SDKs take it': [{ ...KEY, ...token }, SESSION],
    'no mode, a role': [{ ...KEY, ...role }, roleLogin],
    'members in another case': [{ Mode: 'AK', ...KEY }, KEYS],
  };
  for (const [title, [printed, login]] of Object.entries(table)) {
    test(title, async (t) => {
      assert.deepEqual(await readExternal(t, printing(printed)), login);
    });
  }

  test('and not by what stands in the profile itself', async (t) => {
    const left = { ...KEY, access_key_id: 'IdOfProfile', sts_token: 'LeftOver', ...role };
    assert.deepEqual(await readExternal(t, printing({ mode: 'AK', ...KEY }), left), KEYS);
  });

  const refusals: Readonly<Record<string, readonly [printed: unknown, message: RegExp]>> = {
    EcsRamRole: [
      { mode: 'EcsRamRole', ram_role_name: 'r', ...KEY },
      /program .*node printed a profile of mode EcsRamRole, which/,
    ],
    'another program': [{ mode: 'External', process_command: 'x' }, /mode External, which is not supported/],
    'a chain': [
      { mode: 'ChainableRamRoleArn', source_profile: 'default', ...role },
      /mode ChainableRamRoleArn, which/,
    ],
    'a mode in another case': [{ mode: 'ststoken', ...KEY, ...token }, /mode ststoken, which/],
    'StsToken without a token': [{ mode: 'StsToken', ...KEY }, /missing: sts_token/],
    'RamRoleArn without a role': [{ mode: 'RamRoleArn', ...KEY }, /names no role/],
    'half a key': [{ mode: 'AK', access_key_secret: 'SecretNotReal' }, /missing: access_key_id/],
    'an end without a time zone': [
      { mode: 'AK', ...KEY, expiration: '2026-11-21T13:00:00' },
      /"expiration" that is no time/,
    ],
    'an end as a number': [{ mode: 'AK', ...KEY, expiration: 1795266000 }, /"expiration" that is no time/],
    'an end that is none': [
      { mode: 'AK', ...KEY, expiration: 'SecretNotReal' },
      /"expiration" that is no time/,
    ],
    'an end that passed': [{ mode: 'AK', ...KEY, expiration: '1969-12-31T23:59:59Z' }, /ended at 1969-12-31/],
    'a list': [[KEY], /did not print credentials/],
    nothing: [{}, /did not print credentials/],
  };
  for (const [title, [printed, message]] of Object.entries(refusals)) {
    test(`or refused in words: ${title}`, (t) => refused(readExternal(t, printing(printed)), message));
  }
});

describe('a program', () => {
  test('has nothing to read from', async () => {
    const script = 'process.stdin.on("end", () => console.log("ended")).resume()';
    assert.equal(await runProgram(`"${process.execPath}" -e '${script}'`), 'ended\n');
  });

  test('that is a batch file is explained on Windows', async () => {
    for (const command of [
      'C:\\tools\\get-keys.cmd --profile prod',
      '"C:\\my tools\\get.BAT"',
      'no-such-get-keys',
    ])
      await assert.rejects(runProgram(command, 'win32'), /write "cmd\.exe \/c" before it/);
  });
});
