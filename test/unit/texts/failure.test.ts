import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CloudError } from '../../../src/cloud/error.ts';
import { describe as inWords, failureMessage, placeOf } from '../../../src/texts/failure.ts';
import { inert } from '../../../src/texts/inert.ts';
import { plainMarkdown } from '../../../src/texts/plainMarkdown.ts';
import { accountView, instanceCalled } from '../../support/named.ts';

const REFUSED = new CloudError({
  category: 'permission',
  code: 'Forbidden.RAM',
  message: 'You may not.',
  requestId: 'R-1',
});

describe('a failure', () => {
  test('is told with its place, its reason in the words of the cloud, and one next step', () => {
    const { text, offers } = failureMessage(REFUSED, placeOf(accountView(), instanceCalled('orders')));
    assert.ok(
      text.startsWith('Production, orders — no permission: You may not. (Forbidden.RAM, request R-1) — '),
    );
    assert.deepEqual(
      offers.map(({ id }) => id),
      ['backupEncryption.copyPolicy', 'backupEncryption.showLog'],
    );
    assert.deepEqual(offers[0]?.arguments, [
      { accountId: 'production-1', region: undefined, instanceId: 'rm-orders' },
    ]);
  });

  test('whose next step is the log offers it once', () => {
    const odd = new CloudError({ category: 'unexpected-reply', message: 'What?' });
    assert.equal(failureMessage(odd).offers.length, 1);
  });

  test('of our own is told as it is', () => {
    assert.equal(failureMessage(new RangeError('Not so.')).text, 'Not so.');
    assert.equal(failureMessage('odd', placeOf(accountView())).text, 'Production: odd');
  });

  test('holds no link', () => {
    const evil = new CloudError({ category: 'server', message: '[Fix](command:workbench.action.quit)' });
    assert.ok(!failureMessage(evil).text.includes(']('));
    assert.ok(!inWords(evil).includes(']('));
    assert.ok(!failureMessage(new Error('[Fix](command:quit)')).text.includes(']('));
  });
});

test('a text from outside has no link in a message, and is otherwise the same', () => {
  assert.equal(inert('[a](command:b) and [c](d)'), '[a] (command:b) and [c] (d)');
  assert.equal(inert('(a) [b] c'), '(a) [b] c');
});

test('a text from outside is no Markdown', () => {
  assert.equal(plainMarkdown('a b1'), 'a b1');
  assert.equal(plainMarkdown('[x](command:y)'), '&#91;x&#93;&#40;command&#58;y&#41;');
  assert.equal(
    plainMarkdown('$(lock) <b> https://a'),
    '&#36;&#40;lock&#41; &#60;b&#62; https&#58;&#47;&#47;a',
  );
});
