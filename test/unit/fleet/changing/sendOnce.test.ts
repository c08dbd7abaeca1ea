/** What came of the one request of a change: done, refused, or lost. */
import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { CloudError, type CloudErrorDetails } from '../../../../src/cloud/error.ts';
import { sendOnce } from '../../../../src/fleet/changing/sendOnce.ts';
import { openStage } from '../../../support/stage.ts';

const PLACE = { accountId: 'a', region: 'r-1', instanceId: 'i-1' };

async function send(t: TestContext, request: () => Promise<string>, provider = 'huawei') {
  const { member, entries } = await openStage(t);
  const { ledger } = member;
  const intent = await ledger.journal.begin({ provider, ...PLACE, change: 'enable' });
  let sent = 0;
  const result = await sendOnce(ledger, intent, () => {
    sent += 1;
    return request();
  }).catch((error: unknown) => error);
  const [, outcome] = await entries();
  return { result, sent, outcome, isOpen: ledger.open.find(PLACE) !== undefined };
}

function failing(details: Partial<CloudErrorDetails>): () => Promise<string> {
  return () => Promise.reject(new CloudError({ category: 'network', message: 'no', ...details }));
}

test('what the cloud said is handed on, and its outcome is for who asked to write', async (t) => {
  const sent = await send(t, () => Promise.resolve('done'));
  assert.deepEqual(sent, { result: 'done', sent: 1, outcome: undefined, isOpen: false });
});

describe('it is refused, with all that was said, and thrown', () => {
  const refusals: Readonly<Record<string, Partial<CloudErrorDetails>>> = {
    'by the cloud': { category: 'permission' },
    'as it never left': { category: 'network', unsent: true },
    'as another failure kept it from leaving': { category: 'unexpected-reply', unsent: true },
  };
  for (const [title, details] of Object.entries(refusals))
    test(title, async (t) => {
      const request = failing({ ...details, code: 'Code.One', requestId: 'req-1' });
      const { result, sent, outcome, isOpen } = await send(t, request);
      assert.ok(result instanceof CloudError);
      assert.deepEqual([sent, isOpen], [1, false]);
      assert.ok(outcome?.entry === 'outcome');
      const { result: said, code, message, requestId } = outcome;
      assert.deepEqual([said, code, message, requestId], ['refused', 'Code.One', 'no', 'req-1']);
    });

  test('a repetition where the cloud has no word for it is a refusal like any other', async (t) => {
    const request = failing({ category: 'invalid-request', code: 'SignatureNonceUsed' });
    assert.equal((await send(t, request, 'huawei')).isOpen, false);
  });
});

describe('it is lost, and stays open', () => {
  for (const category of ['network', 'server', 'unexpected-reply'] as const)
    test(`after ${category}`, async (t) => {
      const sent = await send(t, failing({ category }));
      assert.deepEqual(sent, { result: undefined, sent: 1, outcome: undefined, isOpen: true });
    });

  test('when the cloud takes our one request for a repetition', async (t) => {
    const request = failing({ category: 'invalid-request', code: 'SignatureNonceUsed' });
    const { result, isOpen } = await send(t, request, 'alibaba');
    assert.deepEqual([result, isOpen], [undefined, true]);
  });

  test('of a cloud that we do not know any more', async (t) => {
    assert.equal((await send(t, failing({ category: 'network' }), 'gone')).isOpen, true);
    assert.equal((await send(t, failing({ category: 'key' }), 'gone')).isOpen, false);
  });

  test('also when something of ours failed, which is thrown', async (t) => {
    const { result, isOpen, outcome } = await send(t, () => Promise.reject(new TypeError('odd')));
    assert.ok(result instanceof TypeError);
    assert.deepEqual([isOpen, outcome], [true, undefined]);
  });
});
