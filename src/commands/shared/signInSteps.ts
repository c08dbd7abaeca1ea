import { l10n } from 'vscode';
import type { Account, CredentialSource } from '../../accounts/account.ts';
import type { FoundLogin } from '../../accounts/discovery.ts';
import { keyPartProblem, tokenProblem } from '../../accounts/keyParts.ts';
import type { StoredSecret } from '../../accounts/storedSecret.ts';
import { CloudError } from '../../cloud/error.ts';
import type { ProviderProfile } from '../../cloud/provider.ts';
import { readTime } from '../../domain/time.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Trial } from '../../fleet/checks/trial.ts';
import { describe } from '../../ui/dialogs/failure.ts';
import { askText, BACK, type Choice, type Frame, type Question } from '../../ui/pickers/steps.ts';

/** How an account signs in: with something that is there already, or with what is typed now. */
export type Way =
  | { readonly kind: 'found'; readonly found: FoundLogin }
  | { readonly kind: 'key' | 'temporaryKey' | 'password' };

/** What the steps gather; the secret stays in memory until it is proven. */
export interface SignIn {
  readonly way?: Way;
  readonly keyId?: string;
  readonly secret?: string;
  readonly expiresAt?: string;
  readonly domain?: string;
  readonly user?: string;
  readonly proven?: Proven;
}

export interface Proven {
  /** To be stored; left out when the account signs in with something that is there already. */
  readonly secret?: StoredSecret;
  readonly trial: Trial;
}

/** Tries an account at its cloud. @returns what is wrong with it, in words, or what the cloud said */
export type Try = (secret: StoredSecret | undefined, signal: AbortSignal) => Promise<Trial | string>;

/** @param account as far as it is known */
export function tryAt(fleet: Fleet, account: Account): Try {
  return async (secret, signal) => {
    try {
      return await fleet.checks.tryAccount(account, secret, signal);
    } catch (error) {
      if (error instanceof CloudError) return describe(error);
      throw error;
    }
  };
}

/** The ways to sign in at a cloud by typing something. */
export function typedWays(profile: ProviderProfile): Choice<Way>[] {
  const ways: Choice<Way>[] = [
    { label: l10n.t('Access key'), value: { kind: 'key' } },
    {
      label: l10n.t('Temporary access key'),
      description: l10n.t('with a security token'),
      value: { kind: 'temporaryKey' },
    },
  ];
  if (profile.sources.includes('password')) {
    ways.push({ label: l10n.t('User and password'), value: { kind: 'password' } });
  }
  return ways;
}

/** What was found on this machine, by name and the tail of the key id only. */
export function foundWay(found: FoundLogin, cloud: string): Choice<Way> {
  return {
    label: found.name || l10n.t('Environment'),
    description: [placeWord(found.source), found.key, cloud].filter(Boolean).join(' · '),
    value: { kind: 'found', found },
  };
}

function placeWord({ source }: CredentialSource): string {
  if (source === 'cliProfile') return l10n.t('profile of the command line');
  return source === 'sharedFile' ? l10n.t('profile of the SDKs') : l10n.t('variables of VS Code');
}

/** The setting's `credentials` for a way to sign in; undefined where that is the secret storage. */
export function sourceOf({ way, domain = '', user = '' }: SignIn): CredentialSource {
  if (way?.kind === 'found') return way.found.source;
  return way?.kind === 'password' ? { source: 'password', domain, user } : { source: 'secretStorage' };
}

/**
 * The questions for what has to be typed; the last one goes on only when the cloud takes it.
 * @param tryWith makes the trial for what was answered so far
 */
export function typedSteps<Answers extends SignIn>(
  profile: ProviderProfile,
  way: Way | undefined,
  tryWith: (given: Answers) => Try,
): Question<Answers>[] {
  const keyId = step<Answers>('keyId', () => ({
    prompt: profile.keyIdLabel,
    validate: labelled(profile.keyIdLabel, keyPartProblem),
  }));
  const secret = {
    prompt: kept(profile.secretLabel),
    validate: labelled(profile.secretLabel, keyPartProblem),
  };
  switch (way?.kind) {
    case 'key':
      return [
        keyId,
        proof(secret, tryWith, ({ keyId: accessKeyId = '' }, accessKeySecret) => ({
          accessKeyId,
          accessKeySecret,
        })),
      ];
    case 'temporaryKey':
      return [
        keyId,
        step<Answers>('secret', () => ({ ...secret, password: true })),
        step<Answers>('expiresAt', () => expiryQuestion()),
        proof(tokenQuestion(), tryWith, temporaryKey),
      ];
    case 'password':
      return [
        step<Answers>('domain', () => ({ prompt: l10n.t('Account name (domain)'), validate: notEmpty })),
        step<Answers>('user', () => ({ prompt: l10n.t('User name'), validate: notEmpty })),
        proof({ prompt: kept(l10n.t('Password')), validate: notEmpty }, tryWith, (_given, password) => ({
          password,
        })),
      ];
    default:
      return [];
  }
}

function temporaryKey({ keyId = '', secret = '', expiresAt }: SignIn, securityToken: string): StoredSecret {
  const ends = readTime(expiresAt);
  return { accessKeyId: keyId, accessKeySecret: secret, securityToken, ...(ends && { expiresAt: ends }) };
}

type Asked = Pick<Parameters<typeof askText>[1], 'prompt' | 'placeholder' | 'validate' | 'password'>;

/** Asks for one text and keeps it under its name. */
function step<Answers extends SignIn>(
  name: 'keyId' | 'secret' | 'expiresAt' | 'domain' | 'user',
  question: () => Asked,
): Question<Answers> {
  return async (given, frame) => {
    const text = await askText(frame, { ...question(), value: given[name] ?? '' });
    return text === BACK ? BACK : { ...given, [name]: text };
  };
}

/** Asks for the last secret, and goes on only when the cloud takes it. */
function proof<Answers extends SignIn>(
  question: Asked,
  tryWith: (given: Answers) => Try,
  secretOf: (given: Answers, text: string) => StoredSecret,
): Question<Answers> {
  return async (given: Answers, frame: Frame) => {
    let proven: Proven | undefined;
    const accept = async (text: string, signal: AbortSignal) => {
      const secret = secretOf(given, text);
      const trial = await tryWith(given)(secret, signal);
      if (typeof trial === 'string') return trial;
      proven = { secret, trial };
      return undefined;
    };
    const text = await askText(frame, { ...question, password: true, accept });
    return text === BACK || !proven ? BACK : { ...given, proven };
  };
}

function expiryQuestion(): Asked {
  return {
    prompt: l10n.t('When the key ends, if you know (UTC); leave empty otherwise'),
    placeholder: '2026-01-31T18:00Z',
    validate: (text) =>
      text === '' || readTime(text) ? undefined : l10n.t('Type a time such as {0}.', '2026-01-31T18:00Z'),
  };
}

function tokenQuestion(): Asked {
  const label = l10n.t('Security token');
  return {
    prompt: kept(label),
    validate: labelled(label, (text) => (text === '' ? l10n.t('is empty') : tokenProblem(text))),
  };
}

function kept(label: string): string {
  return l10n.t('{0}; it is tried at the cloud, then kept in the secret storage of VS Code', label);
}

function labelled(label: string, problemOf: (text: string) => string | undefined) {
  return (text: string) => {
    const problem = problemOf(text);
    return problem && l10n.t('{0} {1}', label, problem);
  };
}

function notEmpty(text: string): string | undefined {
  return text.trim() === '' ? l10n.t('Type something.') : undefined;
}
