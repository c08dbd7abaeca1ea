import * as l10n from '@vscode/l10n';
import { keyPartProblem, tokenProblem } from '../../accounts/keyParts.ts';
import type { StoredSecret } from '../../accounts/storedSecret.ts';
import type { ProviderProfile } from '../../cloud/profile.ts';
import { readTime } from '../../domain/time.ts';
import { exampleExpiry, expiryProblem } from '../../texts/expiry.ts';
import { BACK, type Frame } from '../../ui/pickers/frame.ts';
import type { Question } from '../../ui/pickers/inTurn.ts';
import { askText, type TextQuestion } from '../../ui/pickers/text.ts';
import type { Proven, SignIn, Try, Way } from './signIn.ts';

type Asked = Pick<TextQuestion, 'prompt' | 'placeholder' | 'validate' | 'password'>;

/**
 * The questions for what has to be typed; the last one goes on only when the cloud takes it.
 * @param tryWith makes the trial for what was answered so far
 */
export function typedSteps<Answers extends SignIn>(
  profile: ProviderProfile,
  way: Way | undefined,
  tryWith: (given: Answers) => Try,
): Question<Answers>[] {
  switch (way?.kind) {
    case 'key':
      return [step('keyId', keyIdQuestion(profile)), proof(secretQuestion(profile), tryWith, keyOf)];
    case 'temporaryKey':
      return [
        step('keyId', keyIdQuestion(profile)),
        step('secret', { ...secretQuestion(profile), password: true }),
        step('expiresAt', expiryQuestion()),
        proof(tokenQuestion(), tryWith, temporaryKeyOf),
      ];
    case 'password':
      return [
        step('domain', { prompt: l10n.t('Account name (domain)'), validate: notEmpty }),
        step('user', { prompt: l10n.t('User name'), validate: notEmpty }),
        proof({ prompt: kept(l10n.t('Password')), validate: notEmpty }, tryWith, passwordOf),
      ];
    default:
      return [];
  }
}

function keyOf({ keyId: accessKeyId = '' }: SignIn, accessKeySecret: string): StoredSecret {
  return { accessKeyId, accessKeySecret };
}

function temporaryKeyOf({ keyId = '', secret = '', expiresAt }: SignIn, securityToken: string): StoredSecret {
  const ends = readTime(expiresAt);
  return { accessKeyId: keyId, accessKeySecret: secret, securityToken, ...(ends && { expiresAt: ends }) };
}

function passwordOf(_given: SignIn, password: string): StoredSecret {
  return { password };
}

/** Asks for one text and keeps it under its name. */
function step<Answers extends SignIn>(
  name: 'keyId' | 'secret' | 'expiresAt' | 'domain' | 'user',
  question: Asked,
): Question<Answers> {
  return async (given, frame) => {
    const text = await askText(frame, { ...question, value: given[name] ?? '' });
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

function keyIdQuestion({ keyIdLabel }: ProviderProfile): Asked {
  return { prompt: keyIdLabel, validate: (text) => keyPartProblem(keyIdLabel, text) };
}

function secretQuestion({ secretLabel }: ProviderProfile): Asked {
  return { prompt: kept(secretLabel), validate: (text) => keyPartProblem(secretLabel, text) };
}

function expiryQuestion(): Asked {
  return {
    prompt: l10n.t('Expiration time (UTC); leave empty if unknown'),
    placeholder: l10n.t('Such as {0}', exampleExpiry(Date.now())),
    validate: (text) => expiryProblem(text, Date.now()),
  };
}

function tokenQuestion(): Asked {
  const part = l10n.t('Security token');
  return {
    prompt: kept(part),
    validate: (text) => (text === '' ? l10n.t('{0} is empty.', part) : tokenProblem(part, text)),
  };
}

function kept(part: string): string {
  return l10n.t("{0}. It is checked with the cloud, then stored in VS Code's secret storage.", part);
}

function notEmpty(text: string): string | undefined {
  return text.trim() === '' ? l10n.t('Enter a value.') : undefined;
}
