/** Rows 20, 21 and 23: texts, endpoints and redirects that want more than they should. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAccounts } from '../../../src/accounts/settings.ts';
import { openBench } from '../../support/bench.ts';
import { accountAt, CLOUDS, openPair, PAIRS, pin } from '../../support/pair.ts';
import { startRelay } from '../../support/relay.ts';
import { startServer } from '../../support/server.ts';
import { row } from './rows.ts';

const HOSTILE: Readonly<Record<string, string>> = {
  'a way up': '../../v3/auth/projects',
  'an encoded slash': '%2f%2e%2e%2fkms',
  'a query': 'x?encryption_status=off&a=b',
  'a fragment': 'x#y',
  'line breaks': 'x\r\nX-Injected: 1\u2028y',
  'a bidirectional override': 'dorp\u202Egnp.exe\u2066',
  '10 kB': 'long'.repeat(2500),
  HTML: '<img src=x onerror=alert(1)>',
  Markdown: '[click](command:workbench.action.quit) ![x](http://127.0.0.1/x)',
  'a comma list': 'rm-1,rm-2',
};
const STEERS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

describe(row(20), () => {
  for (const cloud of CLOUDS) {
    for (const [name, text] of Object.entries(HOSTILE)) {
      test(`name with ${name} (${cloud}): shown inert, and read like any other`, async (t) => {
        const bench = await openBench(t);
        const found = [...bench.sandbox.state[cloud].instances.values()].find(
          (instance) => instance.name === PAIRS[cloud].victim,
        );
        assert.ok(found);
        found.name = text;
        const desk = await bench.open([accountAt(cloud, bench.sandbox, { regions: [found.region] })]);
        await desk.fleet.refresh(false);
        const record = desk.inventory.record({ accountId: PAIRS[cloud].accountId, instanceId: found.id });
        assert.equal(record?.encryption.state, 'off');
        assert.doesNotMatch(record.instance.name, STEERS);
        assert.ok(record.instance.name && record.instance.name.length <= 120);
      });

      test(`id with ${name} (${cloud}): refused, in no path, header or list; the rest goes on`, async (t) => {
        const bench = await openBench(t);
        const instances: Map<string, unknown> = bench.sandbox.state[cloud].instances;
        const { id, region } = pin(bench.sandbox, cloud, PAIRS[cloud].victim);
        const victim = instances.get(id);
        instances.delete(id);
        instances.set(text, { ...(victim as object), id: text });
        const urls: string[] = [];
        const relay = await startRelay(t, bench.sandbox.origin, (reply, { url = '', rawHeaders }) => {
          urls.push(decodeURIComponent(url), ...rawHeaders);
          return reply;
        });
        const desk = await bench.open([accountAt(cloud, relay, { regions: [region] })]);
        await desk.fleet.refresh(false);
        const record = [...desk.inventory.records()].find(({ instance }) => instance.unreadable);
        assert.deepEqual(
          [record?.encryption.state, record?.encryption.reason?.category],
          ['unknown', 'unexpected-reply'],
        );
        assert.doesNotMatch(JSON.stringify([record?.instance.id, record?.encryption]), STEERS);
        assert.ok(!urls.some((url) => url.includes(text)));
        assert.equal(desk.encryption(PAIRS[cloud].bystander).state, 'on');
      });
    }
  }
});

describe(row(21), () => {
  const origins = [
    'http://rds.aliyuncs.com',
    'http://169.254.169.254',
    'https://169.254.169.254',
    'https://[fe80::1]',
    'https://rds.aliyuncs.com.evil.test',
    'https://rds.aliyuncs.com@evil.test',
    'https://user:MarkedSecret@rds.aliyuncs.com',
    'https://rds.аliyuncs.com',
    'https://xn--rds-x.aliyuncs.com',
    'https://rds.aliyuncs.com.',
    'https://rds.aliyuncs.com/path?token=MarkedSecret',
  ];
  for (const origin of origins)
    test(`${origin}: refused with the reason, nothing sent`, async (t) => {
      const bench = await openBench(t);
      const entry = { id: 'one', provider: 'alibaba', regions: ['cn-hangzhou'], endpoints: { rds: origin } };
      const configured = readAccounts([entry]);
      assert.equal(configured.accounts.length, 0);
      const desk = await bench.open([]);
      await desk.fleet.configure(configured);
      await desk.fleet.refresh(true);
      const { state, reason } = desk.inventory.account('one') ?? {};
      assert.deepEqual([state, reason?.category], ['problem', 'configuration']);
      assert.match(reason?.message ?? '', /^"endpoints\.rds" /);
      assert.ok(!JSON.stringify(desk.inventory.accounts()).includes('MarkedSecret'));
    });
});

describe(row(23), () => {
  for (const cloud of CLOUDS)
    for (const status of [301, 302, 307, 308])
      test(`${status} (${cloud}): not followed, nothing reaches the other host`, async (t) => {
        const other = await startServer(t, (_, response) => response.end('{}'));
        const { desk } = await openPair(t, cloud, () =>
          startServer(t, (request, response) => {
            response.writeHead(status, { Location: `${other.origin}${request.url}` }).end();
          }),
        );
        await desk.fleet.refresh(true);
        const { state, reason } = desk.inventory.account(PAIRS[cloud].accountId) ?? {};
        assert.deepEqual([state, reason?.category], ['problem', 'unexpected-reply']);
        assert.equal(other.requests.length, 0);
      });
});
