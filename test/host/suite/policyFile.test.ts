import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import * as vscode from 'vscode';
import { until } from '../../support/until.ts';
import { changesAt, configureAndSettle, entryOf, useScene } from './support/fleet.ts';
import { instanceNamed, run, type InstanceSnapshot } from './support/product.ts';
import { dialogShown, hasScreen, pickerShown, press, enter } from './support/screen.ts';

const DAY = 86_400_000;
const today = (days = 0) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const pathOf = ({ provider, accountId, region, id }: InstanceSnapshot) =>
  [provider, accountId, region, id].join('/');

describe('a policy file', () => {
  const scene = useScene();
  const folder = () => {
    const [first] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(first, 'a folder is open');
    return first.uri;
  };
  const fileOf = (name = 'backup-encryption.yaml') => vscode.Uri.joinPath(folder(), name);

  before(() =>
    configureAndSettle(scene.api, [
      entryOf('alibaba', 'prod', scene.sandbox),
      entryOf('huawei', 'live', scene.sandbox),
    ]),
  );
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of ['backup-encryption.yaml', 'backup-encryption.yml', 'backup-encryption.json'])
      await vscode.workspace.fs.delete(fileOf(name)).then(undefined, () => undefined);
    await until(
      () => problems().length === 0 && problems(fileOf('backup-encryption.yml')).length === 0,
      'problems go with their file',
    );
    await run('clearFilter');
  });
  after(() => run('clearFilter'));

  const problems = (uri = fileOf()) => vscode.languages.getDiagnostics(uri);
  const codeOf = ({ code }: vscode.Diagnostic) => (typeof code === 'object' ? String(code.value) : '');
  const codes = (uri?: vscode.Uri) => problems(uri).map(codeOf).sort();
  const ofState = (accountId: string, state: string) => {
    const found = scene.api
      .instances()
      .find((one) => one.accountId === accountId && one.encryption.state === state);
    assert.ok(found, `${accountId} has an instance that is ${state}`);
    return found;
  };

  /** Writes a policy, opens it, and waits for the problem. */
  async function open(text: string, code: string, name?: string): Promise<vscode.TextDocument> {
    await vscode.workspace.fs.writeFile(fileOf(name), new TextEncoder().encode(text));
    const document = await vscode.workspace.openTextDocument(fileOf(name));
    await vscode.window.showTextDocument(document);
    await until(() => codes(document.uri).includes(code), `there is a problem ${code}`);
    return document;
  }

  /** The fixes where the problem with this code stands; VS Code does not tell here which problem each is for. */
  async function fixesOf(document: vscode.TextDocument, code: string): Promise<vscode.CodeAction[]> {
    const problem = problems(document.uri).find((one) => codeOf(one) === code);
    assert.ok(problem, code);
    return vscode.commands.executeCommand('vscode.executeCodeActionProvider', document.uri, problem.range);
  }

  async function apply(document: vscode.TextDocument, code: string, title: string): Promise<void> {
    const fixes = await fixesOf(document, code);
    const fix = fixes.find((one) => one.title === title);
    assert.ok(fix, `${title} among ${fixes.map((one) => one.title).join(', ')}`);
    if (fix.edit) await vscode.workspace.applyEdit(fix.edit);
    if (fix.command)
      await vscode.commands.executeCommand(
        fix.command.command,
        ...((fix.command.arguments ?? []) as unknown[]),
      );
  }

  /** One of each problem that the sandbox's fleet can have. */
  function everything(): string {
    const [off, on] = [ofState('prod', 'off'), ofState('prod', 'on')];
    const exception = (path: string, expires: string, comment = '') =>
      `  - { rule: production, instances: [${path}], owner: dba, reason: Retired in spring, expires: ${expires} }${comment}\n`;
    return `version: 1
defaults: { required: true, maxAge: 35d }
rules:
  - id: keyed
    match: { account: live, name: "${ofState('live', 'on').name}" }
    require: { key: { ids: [no-such-key] } }
  - id: production
    match: { account: prod }
  - id: nowhere
    match: { account: prud }
exceptions:
${exception(pathOf(off), today(-1))}${exception(pathOf(off), today(10))}${exception(pathOf(on), today(200), ' # why not')}${exception(pathOf(on), today(367))}oops: true
`;
  }

  it('has its problems at their places, with a link, and instances below them', async () => {
    const document = await open(everything(), 'not-encrypted');
    for (const code of [
      'not-verified',
      'unsupported-but-required',
      'rule-matches-nothing',
      'exception-expired',
      'exception-expiring',
      'exception-unused',
      'exception-duplicate',
      'invalid-policy',
    ])
      assert.ok(codes().includes(code), `${code} among ${codes().join()}`);
    const unmet = problems().find(
      (one) => codeOf(one) === 'not-encrypted' && document.getText(one.range) === 'production',
    );
    assert.ok(unmet);
    assert.equal(unmet.source, 'Backup Encryption');
    assert.equal(unmet.severity, vscode.DiagnosticSeverity.Error);
    const target = typeof unmet.code === 'object' ? unmet.code.target : undefined;
    assert.match(String(target), /docs\/policy\.md#not-encrypted$/);
    assert.ok(
      target && (await vscode.workspace.fs.stat(target.with({ fragment: '' }))).size > 0,
      'the page is there',
    );
    assert.match(unmet.relatedInformation?.[0]?.message ?? '', /\(alibaba\/prod\/\S+\), as of \d{4}-/);
    const unused = problems().find((one) => codeOf(one) === 'rule-matches-nothing');
    assert.deepEqual(
      [unused?.tags, unused && document.getText(unused.range)],
      [[vscode.DiagnosticTag.Unnecessary], 'nowhere'],
    );
  });

  it('is looked at while one types, saved or not, and in either name', async () => {
    const document = await open('version: 1\noops: 1\n', 'invalid-policy', 'backup-encryption.yml');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(1, 0, 2, 0), 'defaults: { required: false }\n');
    await vscode.workspace.applyEdit(edit);
    await until(() => problems(document.uri).length === 0, 'the problem goes while the file is not saved');
    assert.ok(document.isDirty);
  });

  it('beside another name is not in force, and says so', async () => {
    const document = await open('version: 1\noops: 1\n', 'invalid-policy', 'backup-encryption.yml');
    await open('version: 1\ndefaults: { required: false }\noops: 1\n', 'invalid-policy');
    await until(
      () => problems(document.uri)[0]?.message.includes('backup-encryption.yaml is in force') === true,
      'the other says so',
    );
    assert.equal(problems(document.uri).length, 1);
  });

  it('shows above its rules how they stand, on a name the row’s tooltip, and completes', async () => {
    const document = await open(everything(), 'not-encrypted');
    const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
      'vscode.executeCodeLensProvider',
      document.uri,
      50,
    );
    const titles = lenses.map(({ command }) => command?.title ?? '');
    assert.ok(
      titles.some((title) =>
        /^\d+ encrypted · (?:\d+ first backup pending · )?\d+ not · \d+ unknown .*as of \d\d:\d\d UTC$/.test(
          title,
        ),
      ),
      titles.join('\n'),
    );
    assert.ok(titles.includes('expires in 10 days') && titles.includes('expired'), titles.join('\n'));
    const off = ofState('prod', 'off');
    const at = document.positionAt(document.getText().indexOf(off.id) + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      document.uri,
      at,
    );
    const text = hovers
      .flatMap(({ contents }) => contents)
      .map((one) => (one instanceof vscode.MarkdownString ? one.value : ''))
      .join('\n');
    assert.match(text, /Evidence/);
    const typed = document.positionAt(document.getText().indexOf('prud') + 1);
    const { items } = await vscode.commands.executeCommand<vscode.CompletionList>(
      'vscode.executeCompletionItemProvider',
      document.uri,
      typed,
    );
    const labels = items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    assert.ok(labels.includes('prod') && labels.includes('live'), labels.join());
  });

  it('shows no lenses where the setting says so', async () => {
    const settings = vscode.workspace.getConfiguration('backupEncryption.policy');
    await settings.update('codeLens', false, vscode.ConfigurationTarget.Global);
    try {
      const document = await open(everything(), 'not-encrypted');
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        document.uri,
        50,
      );
      assert.deepEqual(
        lenses.filter(({ command }) => command?.title.includes('encrypted')),
        [],
      );
    } finally {
      await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('changes nothing: no request, no row, no account', async () => {
    const before = JSON.stringify([scene.api.accounts(), scene.api.instances()]);
    scene.sandbox.clearRequests();
    const hostile = `${everything()}accounts: [{ id: thief, provider: alibaba, endpoints: { rds: "${scene.sandbox.origin}" } }]\n`;
    const document = await open(hostile, 'invalid-policy');
    await apply(document, 'not-encrypted', 'Show in Instances');
    assert.equal(JSON.stringify([scene.api.accounts(), scene.api.instances()]), before);
    assert.deepEqual(scene.sandbox.requests, []);
  });

  it('"Refresh" reads what a problem is about', async () => {
    const document = await open(everything(), 'not-encrypted');
    scene.sandbox.clearRequests();
    await apply(document, 'not-verified', 'Refresh');
    await until(() => scene.sandbox.requests.length > 0, 'something is read');
    assert.deepEqual(changesAt(scene.sandbox), []);
  });

  it('"Remove unused exception" takes out that one', async () => {
    const document = await open(everything(), 'exception-unused');
    await apply(document, 'exception-unused', 'Remove unused exception');
    assert.ok(!document.getText().includes(today(200)), document.getText());
    assert.ok(document.getText().includes(today(10)) && document.getText().includes('oops: true'));
  });

  it('"Remove unused exception" takes a duplicate out too', async () => {
    const document = await open(everything(), 'exception-duplicate');
    await apply(document, 'exception-duplicate', 'Remove unused exception');
    assert.ok(!document.getText().includes(today(10)), document.getText());
  });

  describe('with somebody at the keyboard', () => {
    before(function () {
      if (!hasScreen()) this.skip();
    });

    it('"Extend exception…" asks for the reason anew, then for the day', async () => {
      const document = await open(everything(), 'exception-expired');
      const done = apply(document, 'exception-expired', 'Extend exception…');
      await pickerShown(/Why is it acceptable for now/);
      await enter('Needed for the audit');
      await pickerShown(/Its last day/);
      await press('Enter');
      await done;
      const [line = ''] = document
        .getText()
        .split('\n')
        .filter((one) => one.includes('Needed for the audit'));
      assert.ok(line.includes(today(90)), document.getText());
    });

    it('"Add exception…" asks for instances, owner, reason and day, and the problem goes', async () => {
      const off = ofState('prod', 'off');
      const text = `# ours\nversion: 1\ndefaults: { required: false }\nrules:\n  - { id: one, match: { ids: [${pathOf(off)}] } } # the one\n`;
      const document = await open(text, 'not-encrypted');
      const done = apply(document, 'not-encrypted', 'Add exception…');
      await pickerShown(/Who answers for it/);
      await enter('dba@example.com');
      await pickerShown(/Why is it acceptable for now/);
      await enter('Retired in spring');
      await pickerShown(/Its last day/);
      await press('Enter');
      await done;
      assert.ok(document.getText().startsWith(text), 'what was there stays');
      await until(() => problems().length === 0, 'it is excepted');
    });

    it('"Enable Backup Encryption…" asks as it does everywhere, and cancelled nothing is sent', async () => {
      // Not one that other tests switch off: that would be drift.
      const off = instanceNamed(scene.api, 'live', 'market-data');
      const text = `version: 1\ndefaults: { required: false }\nrules:\n  - { id: one, match: { ids: [${pathOf(off)}] } }\n`;
      const document = await open(text, 'not-encrypted');
      const done = apply(document, 'not-encrypted', 'Enable Backup Encryption…');
      await pickerShown(/taurusdb-backups/);
      await press('Enter');
      assert.match(await dialogShown(), new RegExp(off.name));
      await press('Escape');
      await done;
      assert.deepEqual(changesAt(scene.sandbox), []);
    });
  });

  it('"Create Policy" writes one without fault, and leaves one alone that is there', async () => {
    await run('createPolicy');
    const document = vscode.window.activeTextEditor?.document;
    assert.equal(String(document?.uri), String(fileOf()));
    assert.match(document?.getText() ?? '', /account: prod/);
    await until(() => codes().includes('not-encrypted'), 'it is in force');
    assert.ok(!codes().includes('invalid-policy'));
    const written = '# mine\nversion: 1\ndefaults: { required: false }\n';
    await vscode.workspace.fs.writeFile(fileOf(), new TextEncoder().encode(written));
    await run('createPolicy');
    assert.equal(new TextDecoder().decode(await vscode.workspace.fs.readFile(fileOf())), written);
  });
});
