/** What somebody typed is kept, or they are asked; a keyring that fails loses nothing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type * as vscode from 'vscode';
import { keepSecret, secretStore, type Instead } from '../../../src/host/secrets.ts';

/** A keyring that may be locked, or forget what it was given without a word. */
function keyring(how: { state: 'works' | 'forgets' | 'throws' }) {
  const kept = new Map<string, string>();
  const secrets = {
    get: (name: string) => Promise.resolve(kept.get(name)),
    store(name: string, value: string) {
      if (how.state === 'throws') return Promise.reject(new Error('org.freedesktop.secrets'));
      if (how.state === 'works') kept.set(name, value);
      return Promise.resolve();
    },
    delete: (name: string) => Promise.resolve(void kept.delete(name)),
  } as unknown as vscode.SecretStorage;
  return { kept, secrets, store: secretStore(secrets) };
}

/** Answers in turn, and counts the questions. */
function asking(...answers: Instead[]) {
  const asked = { times: 0 };
  const ask = () => Promise.resolve(answers[(asked.times += 1) - 1]);
  return { asked, ask };
}

test('a keyring that works asks nobody', async () => {
  const { secrets, store } = keyring({ state: 'works' });
  const { asked, ask } = asking();
  assert.equal(await keepSecret(secrets, 'one', 'NotReal', ask), true);
  assert.deepEqual([await store.get('one'), asked.times], ['NotReal', 0]);
});

for (const state of ['forgets', 'throws'] as const)
  describe(`where the keyring ${state}`, () => {
    test('it is tried again as often as somebody wants', async () => {
      const how: Parameters<typeof keyring>[0] = { state };
      const { secrets, kept } = keyring(how);
      let times = 0;
      const ask = () => {
        if ((times += 1) === 2) how.state = 'works';
        return Promise.resolve('again' as const);
      };
      assert.equal(await keepSecret(secrets, 'two', 'NotReal', ask), true);
      assert.deepEqual([times, kept.get('two')], [2, 'NotReal']);
    });

    test('it can be kept for the window alone, until it is stored or deleted', async () => {
      const how: Parameters<typeof keyring>[0] = { state };
      const { secrets, store, kept } = keyring(how);
      assert.equal(await keepSecret(secrets, state, 'NotReal', asking('session').ask), true);
      assert.deepEqual([await store.get(state), kept.size], ['NotReal', 0]);
      how.state = 'works';
      await store.store(state, 'Newer');
      assert.equal(await store.get(state), 'Newer');
      how.state = state;
      await keepSecret(secrets, state, 'Again', asking('session').ask);
      await store.delete(state);
      assert.equal(await store.get(state), undefined);
    });

    test('it is kept nowhere when somebody wants that', async () => {
      const { secrets, store } = keyring({ state });
      assert.equal(await keepSecret(secrets, 'four', 'NotReal', asking(undefined).ask), false);
      assert.equal(await store.get('four'), undefined);
    });
  });
