import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Site } from '../../../src/cloud/profile.ts';
import { CloudError } from '../../../src/cloud/error.ts';
import type { EncryptionKey } from '../../../src/cloud/provider.ts';
import { diagnosisReport, greetingWords, type Diagnosis, type Step } from '../../../src/texts/diagnosis.ts';
import { exampleExpiry, expiryProblem } from '../../../src/texts/expiry.ts';
import { explanationOf } from '../../../src/texts/explanation.ts';
import { placeOf } from '../../../src/texts/failure.ts';
import { keyName, keyWords } from '../../../src/texts/keys.ts';
import { policyCopied } from '../../../src/texts/policy.ts';
import { accountView, instanceCalled } from '../../support/named.ts';

const NOW = Date.parse('2026-01-02T03:04:05Z');

describe('the report of a diagnosis', () => {
  const failed: Step = {
    what: 'identity',
    milliseconds: 12.4,
    failure: new CloudError({ category: 'credentials', code: 'APIGW.0301', message: 'Wrong key.' }),
  };
  const name: Step = { what: 'name', milliseconds: 1, result: '127.0.0.1' };
  const report = (steps: readonly Step[], details: Partial<Diagnosis> = {}) =>
    diagnosisReport({
      at: '2026-01-02T03:04:05Z',
      account: {
        id: 'one',
        name: 'Production',
        provider: 'huawei',
        regions: ['cn-north-4'],
        credentials: { source: 'environment' },
      },
      machine: ['VS Code 1'],
      parts: [{ host: 'https://iam', steps }],
      isCancelled: false,
      ...details,
    });

  test('begins with name, time and verdict, then says what was asked of whom', () => {
    const lines = report([name]).split('\n');
    assert.equal(lines[0], 'Connection of "Production", 2026-01-02 03:04 UTC');
    assert.equal(lines[1], 'Everything that was asked answered.');
    assert.ok(lines.includes('account one, Huawei Cloud TaurusDB, credentials from environment'));
    assert.deepEqual(lines.slice(-3), ['https://iam', 'name       1 ms  127.0.0.1', '']);
  });

  test('says which step failed first, and keeps what was found when it is cancelled', () => {
    const text = report([name, failed], { isCancelled: true });
    assert.match(text, /^1 step failed, first: identity\. It was cancelled before its end\.$/m);
    assert.match(text, /^identity {3}12 ms {2}FAILED credentials refused: Wrong key\. \(APIGW\.0301\)$/m);
    assert.match(report([failed, { ...failed, failure: 'odd' }]), /^2 steps failed/m);
  });

  test('takes an error status for an answer', () => {
    const told = { status: 400, protocol: 'TLSv1.3', issuer: 'CA', clockOffset: -1800 };
    assert.equal(
      greetingWords(told),
      'reachable, HTTP 400 to an unsigned request, TLSv1.3, issued by CA, clock offset -2 s',
    );
    const plain = { status: 200, protocol: '', issuer: '', clockOffset: undefined };
    assert.equal(greetingWords(plain), 'reachable, HTTP 200 to an unsigned request, clock offset unknown');
  });
});

describe('an explanation', () => {
  const place = placeOf(accountView(), instanceCalled('orders'));
  const about = (category: 'unsupported' | 'no-evidence' | 'network', site: Site = 'china') =>
    explanationOf({
      provider: 'alibaba',
      site,
      instance: instanceCalled('orders'),
      place,
      reason: { category, message: 'Because.' },
    });

  test('of what is not supported has all rules of the cloud, and its page on them', () => {
    const { message, detail, way } = about('unsupported');
    assert.match(message, /^Production, orders: not supported here$/);
    assert.match(detail, /^Because\.\n\n[^\n]+\n\nRequirements of Alibaba Cloud ApsaraDB RDS:\n• /);
    assert.ok('page' in way && way.page.startsWith('https://help.aliyun.com/'));
    const abroad = about('unsupported', 'international').way;
    assert.ok('page' in abroad && abroad.page.startsWith('https://www.alibabacloud.com/'));
  });

  test('of missing backups leads to the console; of a failure to its next step', () => {
    const { way } = about('no-evidence');
    assert.ok('page' in way && way.page.includes('rm-orders'));
    const failure = about('network');
    assert.ok('step' in failure.way && failure.way.step.id === 'backupEncryption.diagnoseConnection');
    assert.doesNotMatch(failure.detail, /Requirements/);
  });
});

describe('a key', () => {
  const key: EncryptionKey = { id: 'k-1', alias: 'alias/one', spec: 'AES_256', origin: 'imported' };

  test('is named by its alias, and by its id where it has none', () => {
    assert.deepEqual(keyWords(key), {
      label: 'alias/one',
      description: 'AES_256 · imported material',
      detail: 'k-1',
    });
    assert.equal(keyWords({ ...key, alias: '' }).label, 'k-1');
    assert.equal(keyName(key), 'key alias/one (k-1)');
    assert.equal(keyName({ id: 'k-1', alias: '' }), 'key k-1');
  });

  test('that cannot be used says why, and no date twice', () => {
    const expiresAt = '2026-01-02T03:04:05Z';
    const doomed = { ...key, expiresAt, unusable: `expired ${expiresAt}`, warning: 'rarely seen' };
    const { description, detail } = keyWords(doomed);
    assert.equal(description, `expired ${expiresAt}`);
    assert.equal(detail, 'k-1 · $(warning) rarely seen');
    assert.match(keyWords({ ...key, expiresAt }).detail, /key material expires 2026-01-02 03:04 UTC/);
  });
});

describe('the end of a temporary key', () => {
  test('that is given as an example lies ahead, and would be taken', () => {
    assert.equal(exampleExpiry(NOW), '2026-01-02T15:00Z');
    assert.equal(expiryProblem(exampleExpiry(NOW), NOW), undefined);
  });

  test('must be a time that has not passed; nothing means that it is not known', () => {
    assert.equal(expiryProblem('', NOW), undefined);
    assert.match(expiryProblem('soon', NOW) ?? '', /^Enter a time such as 2026-01-02T15:00Z\.$/);
    assert.match(expiryProblem('2026-01-02T03:04:05Z', NOW) ?? '', /has passed/);
    assert.match(expiryProblem('2026-01-02T05:04:05+0800', NOW) ?? '', /has passed/);
  });
});

test('a copied policy has its warnings below it', () => {
  assert.equal(policyCopied('Production', []).detail, undefined);
  assert.equal(policyCopied('Production', ['One.', 'Two.']).detail, '• One.\n• Two.');
});
