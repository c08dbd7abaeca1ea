import type { SecretStore } from '../../src/accounts/storedSecret.ts';

/** A secret store in memory. */
export function memorySecrets(initial: Readonly<Record<string, string>> = {}): SecretStore {
  const secrets = new Map(Object.entries(initial));
  return {
    get: (name) => Promise.resolve(secrets.get(name)),
    store(name, value) {
      secrets.set(name, value);
      return Promise.resolve();
    },
    delete(name) {
      secrets.delete(name);
      return Promise.resolve();
    },
  };
}
