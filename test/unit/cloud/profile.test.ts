/** What the profiles of the clouds tell; nothing of a cloud's code is loaded for it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { findGuide } from '../../../src/cloud/guides.ts';
import { guessSite } from '../../../src/cloud/profile.ts';
import { findProfile, PROFILES } from '../../../src/cloud/registry.ts';
import { siteOf } from '../../../src/inventory/accountView.ts';
import { nextStep } from '../../../src/texts/advice.ts';
import { bare } from '../../support/session.ts';

describe('the site of an account', () => {
  const guesses: readonly (readonly [regions: string[], site: string])[] = [
    [['cn-hangzhou'], 'china'],
    [['ap-southeast-1', 'cn-north-4'], 'china'],
    [['ap-southeast-1', 'eu-central-1'], 'international'],
    [['cn-hongkong'], 'international'],
    [[], 'china'],
  ];
  for (const [regions, site] of guesses)
    test(`with ${regions.join(' and ') || 'no region yet'} is probably ${site}`, () => {
      assert.equal(guessSite(regions), site);
    });

  test('is what the settings say, whatever the regions', () => {
    assert.equal(siteOf({ site: 'international', regions: ['cn-hangzhou'] }), 'international');
  });

  test('decides which pages are opened', () => {
    const pages = PROFILES.map(({ id }) =>
      (['china', 'international'] as const).map((site) => {
        const guide = findGuide(id);
        assert.ok(guide);
        const urls = [
          guide.consoleUrl(bare(id, 'cn-x', 'i/1'), site),
          guide.billingUrl(site),
          guide.rulesUrl(site),
        ];
        assert.ok(urls[0]?.includes('i%2F1'));
        return urls.map((url) => new URL(url).host);
      }),
    );
    assert.deepEqual(pages, [
      [
        ['rdsnext.console.aliyun.com', 'usercenter2.aliyun.com', 'help.aliyun.com'],
        ['rds.console.alibabacloud.com', 'usercenter2-intl.aliyun.com', 'www.alibabacloud.com'],
      ],
      [
        ['console.huaweicloud.com', 'account.huaweicloud.com', 'support.huaweicloud.com'],
        ['console-intl.huaweicloud.com', 'account-intl.huaweicloud.com', 'support.huaweicloud.com'],
      ],
    ]);
  });
});

test('what is one-way cannot be switched off', () => {
  for (const { isOneWay, canDisable } of PROFILES) assert.ok(!(isOneWay && canDisable));
});

test('the schema of the settings and the profiles agree on the clouds and the sites', () => {
  const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    contributes: { configuration: { properties: Record<string, { items: { properties: Entry } }> } };
  };
  const entry = contributes.configuration.properties['backupEncryption.accounts']?.items.properties;
  assert.deepEqual(
    entry?.provider.enum,
    PROFILES.map(({ id }) => id),
  );
  assert.deepEqual(entry.site.enum, ['international', 'china']);
});

type Entry = Readonly<Record<'provider' | 'site', { readonly enum: readonly string[] }>>;

test('advice on the clock names the tolerance of the cloud', () => {
  for (const { id, clockTolerance } of PROFILES) {
    const { text } = nextStep({ category: 'clock-skew', message: '' }, { provider: id });
    assert.ok(text.includes(`${clockTolerance} minutes`));
  }
});

test('a principal is shortened by its cloud', () => {
  const short = (provider: string, principal: string) => findProfile(provider)?.shortPrincipal(principal);
  assert.equal(short('alibaba', 'acs:ram::1234567890123456:user/alice'), 'user/alice');
  assert.equal(short('huawei', 'company/alice'), 'company/alice');
});
