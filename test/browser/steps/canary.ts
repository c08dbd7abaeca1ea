import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Workbench } from '../../workbench/workbench.ts';
import { placesOf } from './secrets.ts';

/** Secrets that stand nowhere else, with characters that every encoding changes. */
export const canary = {
  environment: { id: 'CanaryEnvKeyId', secret: 'Canary+Env/Secret=1&Only', token: 'Canary+Env/Token=2&Only' },
  typed: { id: 'CanaryTypedKeyId', secret: 'Canary+Typed/Secret=3&Only' },
  wrong: 'Canary+Wrong/Secret=4&Only',
} as const;

export const allSecrets: readonly string[] = [
  canary.environment.secret,
  canary.environment.token,
  canary.typed.secret,
  canary.wrong,
];

/** A secret as it stands, in an address, in a form's body, in JSON within an address, and in base64. */
export function formsOf(secret: string): string[] {
  const form = new URLSearchParams({ '': secret }).toString().slice(1);
  return [...new Set([secret, encodeURIComponent(secret), form, ...inBase64(secret)])];
}

/** In base64, alone or within something longer: the same bytes look different at each of three places. */
function inBase64(secret: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const whole = bytes.toString('base64').slice(before === 0 ? 0 : 4);
    // The last characters depend on what follows.
    const certain = whole.slice(0, Math.floor(whole.length / 4) * 4 - 4);
    return [certain, certain.replaceAll('+', '-').replaceAll('/', '_')];
  });
}

/** What a careless gateway might answer with. */
export function echoOf(...secrets: string[]): string {
  const forms = secrets.flatMap((secret) => [
    secret,
    encodeURIComponent(secret),
    Buffer.from(secret).toString('base64'),
  ]);
  return `CanaryEcho ${forms.join(' ')}`;
}

/** At log level trace VS Code's own server writes down the whole environment that it was started with. */
const SERVER_LOG = /\/(remoteagent|code-server-stdout)\.log$/;

/** Where in files, page and the browser's storage any secret stands in any form. */
export async function leaks(workbench: Workbench): Promise<string[]> {
  const found: string[] = [];
  const inEnvironment: readonly string[] = [canary.environment.secret, canary.environment.token];
  for (const secret of allSecrets) {
    for (const form of formsOf(secret)) {
      const places = await placesOf(form, workbench);
      const ours = places.filter((place) => !inEnvironment.includes(secret) || !SERVER_LOG.test(place));
      found.push(...ours.map((place) => `${form} in ${place}`));
    }
  }
  return found;
}

/** The lines that our own extension has logged. */
export async function ownLog({ userDataDir }: Workbench): Promise<string> {
  const names = await readdir(join(userDataDir, 'logs'), { recursive: true });
  const own = names.filter((name) => name.endsWith('Backup Encryption.log'));
  const texts = await Promise.all(own.map((name) => readFile(join(userDataDir, 'logs', name), 'utf8')));
  return texts.join('\n');
}
