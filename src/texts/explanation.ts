import * as l10n from '@vscode/l10n';
import { findGuide } from '../cloud/guides.ts';
import type { Site } from '../cloud/profile.ts';
import { findProfile } from '../cloud/registry.ts';
import type { Reason } from '../domain/encryption.ts';
import type { Instance } from '../domain/instance.ts';
import { nextStep, type Advice } from './advice.ts';
import { quote, type Place } from './failure.ts';
import { inert } from './inert.ts';
import { reasonWord } from '../domain/words.ts';

/** What is to be explained: an account, a region or an instance, and why it has no state, or none of now. */
export interface Matter {
  readonly provider: string;
  readonly site: Site;
  readonly instance?: Instance;
  readonly place: Place;
  readonly reason?: Reason | undefined;
}

export interface Explanation {
  readonly message: string;
  readonly detail: string;
  /** The one button: a page that helps, or else the usual next step. */
  readonly way: { readonly title: string } & (
    { readonly page: string } | { readonly step: Advice['command'] }
  );
}

/** The rule behind a state, and what would change it. */
export function explanationOf(matter: Matter): Explanation {
  const { place, reason } = matter;
  return {
    message: inert(reason ? `${place.name}: ${reasonWord(reason)}` : place.name),
    detail: [...why(matter), ...rules(matter)].join('\n').trim(),
    way: wayOut(matter),
  };
}

/** The reason in the cloud's words, and what to do about it. */
function why({ reason, place }: Matter): string[] {
  return reason ? [quote(reason), '', nextStep(reason, place).text] : [];
}

/** All rules of the cloud, where one of them may be the reason. */
function rules({ provider, reason }: Matter): string[] {
  const profile = findProfile(provider);
  if (!profile || (reason && reason.category !== 'unsupported')) return [];
  const heading = l10n.t('Requirements of {0}:', profile.name);
  return ['', heading, ...(findGuide(provider)?.rules() ?? []).map((rule) => `• ${rule}`)];
}

/** Where one can look, of reasons that the backups themselves are. */
const IN_CONSOLE: ReadonlySet<string | undefined> = new Set(['no-evidence', 'contradicting-evidence']);

function wayOut({ provider, site, instance, place, reason }: Matter): Explanation['way'] {
  const guide = findGuide(provider);
  if (instance && guide && IN_CONSOLE.has(reason?.category)) {
    return { title: l10n.t('Open in Cloud Console'), page: guide.consoleUrl(instance, site) };
  }
  if (guide && (!reason || reason.category === 'unsupported')) {
    return { title: l10n.t('Open Documentation'), page: guide.rulesUrl(site) };
  }
  const step = nextStep(reason ?? { category: 'configuration', message: '' }, place).command;
  return { title: step.title, step };
}
