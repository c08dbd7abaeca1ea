import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import * as vscode from 'vscode';
import type { Proxy } from '../../support/proxy.ts';
import { logFolder } from '../environment.ts';
import { addressOf, hasCompany, openCompany, readFrom, setHttp } from './support/company.ts';
import type { Company } from './support/company.ts';
import { filesIn, folderOf } from './support/files.ts';
import { useScene } from './support/fleet.ts';
import { run, type AccountSnapshot } from './support/product.ts';

const SUPPORT = ['off', 'fallback', 'on', 'override'];
const LOGIN = 'jane:Proxy@Pass-Word';
/** As it stands in an address. */
const ENCODED = 'jane:Proxy%40Pass-Word';
const WRONG = 'jane:Mistyped-Pass-Word';

describe('a network of a company', () => {
  const scene = useScene();
  let company: Company;

  before(function () {
    if (!hasCompany() || process.platform !== 'linux') this.skip();
  });
  beforeEach(() => {
    company = openCompany(scene);
  });
  afterEach(async () => {
    company.close();
    await setHttp({});
  });

  function assertRead(account: AccountSnapshot): void {
    assert.deepEqual([account.state, account.reason], ['ok', undefined]);
    assert.ok(scene.sandbox.requests.length >= 2, 'the cloud was asked');
  }

  function assertUnreachable(account: AccountSnapshot, message: RegExp): void {
    assert.deepEqual([account.state, account.reason?.category], ['problem', 'network']);
    assert.match(account.reason?.message ?? '', message);
    assert.equal(scene.sandbox.requests.length, 0, 'nothing reached the cloud');
  }

  for (const proxySupport of SUPPORT) {
    const isUsed = proxySupport !== 'off';
    const expected = (what: string): string[] => (isUsed ? [what] : []);

    describe(`with http.proxySupport "${proxySupport}"`, () => {
      it(`${isUsed ? 'goes through' : 'goes past'} the proxy`, async () => {
        const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
        await setHttp({ proxySupport, proxy: addressOf(proxy) });
        assertRead(await readFrom(scene, cloud.origin));
        assert.deepEqual(targets(proxy), expected(`CONNECT ${cloud.host}`));
        assert.match(cloud.received(), /authorization: SDK-HMAC-SHA256/i, 'it was encrypted up to the cloud');
      });

      it('with a password in the address of the proxy', async () => {
        const [proxy, cloud] = [await company.openProxy(LOGIN), await company.openCloud('Company')];
        await setHttp({ proxySupport, proxy: addressOf(proxy, ENCODED) });
        assertRead(await readFrom(scene, cloud.origin));
        assert.deepEqual(targets(proxy), expected(`CONNECT ${cloud.host}`));
        assert.ok(proxy.asked.every(({ allowed }) => allowed));
      });

      it('without the password that the proxy asks for', async () => {
        const [proxy, cloud] = [await company.openProxy(LOGIN), await company.openCloud('Company')];
        await setHttp({ proxySupport, proxy: addressOf(proxy) });
        const account = await readFrom(scene, cloud.origin);
        if (isUsed) assertUnreachable(account, /407/);
        else assertRead(account);
        assert.ok(proxy.asked.length <= 6, 'it does not storm the proxy');
      });

      it('with a wrong password, which is not tried again and again: that could lock it', async () => {
        const [proxy, cloud] = [await company.openProxy(LOGIN), await company.openCloud('Company')];
        await setHttp({ proxySupport, proxy: addressOf(proxy, WRONG) });
        const account = await readFrom(scene, cloud.origin);
        if (!isUsed) {
          assertRead(account);
          return;
        }
        assertUnreachable(
          account,
          /the proxy asks for a password \(407\)\. Check the setting http\.proxy\.$/,
        );
        assert.ok(proxy.asked.length <= 2, `${proxy.asked.length} tries`);
        assert.ok(proxy.asked.every(({ allowed }) => !allowed));
      });

      it('goes past it to what http.noProxy lists', async () => {
        const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
        await setHttp({ proxySupport, proxy: addressOf(proxy), noProxy: ['127.0.0.2'] });
        assertRead(await readFrom(scene, cloud.origin));
        assert.deepEqual(proxy.asked, []);
      });

      it('sends nothing to a cloud with a certificate that is not trusted', async () => {
        const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Stranger')];
        await setHttp({ proxySupport, proxy: addressOf(proxy) });
        const account = await readFrom(scene, cloud.origin);
        assertUnreachable(account, /^127\.0\.0\.2:\d+ could not be reached: .*(VERIFY|CERT)/);
        assert.equal(cloud.received(), '');
        assert.deepEqual(targets(proxy), expected(`CONNECT ${cloud.host}`));
      });
    });
  }

  it('finds names that only the proxy knows', async () => {
    const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
    const origin = cloud.origin.replace('127.0.0.2', 'cloud.company.test');
    await setHttp({ proxy: addressOf(proxy) });
    assertRead(await readFrom(scene, origin));
    assert.deepEqual(targets(proxy), [`CONNECT ${new URL(origin).host}`]);
  });

  it('sends plain http, which is for loopback only, through no proxy', async () => {
    const [proxy, cloud] = [await company.openProxy(), await company.openPlainCloud()];
    await setHttp({ proxy: addressOf(proxy) });
    assertRead(await readFrom(scene, cloud.origin));
    assert.deepEqual(proxy.asked, []);
  });

  it('says what a proxy says that cannot reach the cloud', async () => {
    const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
    await setHttp({ proxy: addressOf(proxy) });
    cloud.close();
    assertUnreachable(await readFrom(scene, cloud.origin), /502/);
  });

  it('asks a proxy that cuts every tunnel no more often than it tries', async () => {
    const [proxy, cloud] = [await company.openCuttingProxy(), await company.openCloud('Company')];
    await setHttp({ proxy: addressOf(proxy) });
    assertUnreachable(await readFrom(scene, cloud.origin), /could not be reached/);
    assert.ok(proxy.asked.length <= 6, `${proxy.asked.length} times`);
  });

  it('keeps its tunnels: many requests take a few of them', async () => {
    const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
    await setHttp({ proxy: addressOf(proxy) });
    assertRead(await readFrom(scene, cloud.origin));
    for (let time = 0; time < 10; time += 1) await scene.api.refresh();
    assert.ok(scene.sandbox.requests.length >= 20, 'it has read again');
    assert.ok(proxy.asked.length < scene.sandbox.requests.length / 2, `${proxy.asked.length} tunnels`);
  });

  it('makes its connections anew when the proxy is another', async () => {
    const [one, other, cloud] = [
      await company.openProxy(),
      await company.openProxy(),
      await company.openCloud('Company'),
    ];
    await setHttp({ proxy: addressOf(one) });
    assertRead(await readFrom(scene, cloud.origin));
    const before = one.asked.length;
    await setHttp({ proxy: addressOf(other) });
    assertRead(await readFrom(scene, cloud.origin));
    assert.deepEqual([one.asked.length, targets(other)], [before, [`CONNECT ${cloud.host}`]]);
  });

  it('sends nothing to a cloud with a certificate of another name', async () => {
    const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
    await setHttp({ proxy: addressOf(proxy) });
    const account = await readFrom(scene, cloud.origin.replace('127.0.0.2', 'cloud.elsewhere.test'));
    assertUnreachable(account, /ERR_TLS_CERT_ALTNAME_INVALID/);
    assert.equal(cloud.received(), '');
  });

  it('is unreachable, not encrypted or not, when the proxy is gone', async () => {
    const [proxy, cloud] = [await company.openProxy(), await company.openCloud('Company')];
    await setHttp({ proxy: addressOf(proxy) });
    proxy.close();
    assertUnreachable(await readFrom(scene, cloud.origin), /ECONNREFUSED/);
    assert.deepEqual(
      scene.api.instances().map(({ encryption: { state, reason } }) => [state, reason?.category]),
      [['unknown', 'network']],
    );
  });

  it('trusts what Node was told to trust when the system is not asked', async () => {
    await setHttp({ systemCertificates: false });
    const [known, system] = [await company.openCloud('Node'), await company.openCloud('Company')];
    assertRead(await readFrom(scene, known.origin));
    assertUnreachable(await readFrom(scene, system.origin), /VERIFY|CERT/);
    assert.equal(system.received(), '');
  });

  it('is greeted by Diagnose Connection as requests are sent, so with the certificates of the company', async () => {
    const cloud = await company.openCloud('Company');
    assertRead(await readFrom(scene, cloud.origin));
    const accountId = scene.api.accounts()[0]?.id;
    await run('diagnoseConnection', { accountId });
    const report = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(report, /^greeting +\d+ ms {2}reachable, HTTP \d+/m, report);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('may be of IPv6', async function () {
    const addresses = Object.values(networkInterfaces()).flatMap((all) => all ?? []);
    if (!addresses.some(({ address }) => address === '::1')) this.skip();
    const cloud = await company.openCloud('Company', '::1');
    assertRead(await readFrom(scene, cloud.origin));
    assert.match(cloud.received(), /host: \[::1\]:\d+/i);
  });

  it("has a proxy's password in no log", async () => {
    const logs = await filesIn(await folderOf(logFolder));
    assert.ok(logs.some(({ text }) => text.includes('could not be reached')));
    const logins = [LOGIN, ENCODED, WRONG];
    const forms = logins.flatMap((login) => [login, login.slice(5), Buffer.from(login).toString('base64')]);
    for (const { path, text } of logs) {
      for (const form of forms) assert.ok(!text.includes(form), `${path} holds ${form}`);
    }
  });

  after(() => setHttp({}));
});

/** What a proxy was asked for, each once: how many connections there are is not for us to say. */
function targets({ asked }: Proxy): string[] {
  return [...new Set(asked.map(({ what }) => what))];
}
