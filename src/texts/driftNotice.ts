import * as l10n from '@vscode/l10n';
import { DRIFTS, type Drift, type News } from '../domain/drift.ts';
import { plainText } from '../domain/text.ts';
import { markOf, MARKS, type Mark } from '../domain/viewChoice.ts';
import { plural } from './plural.ts';
import { shownCount } from './words.ts';

/** In characters: names of a cloud may be long. */
const LONGEST_NAME = 60;

export interface DriftNotice {
  readonly message: string;
  /** What to look for to see them. */
  readonly marks: readonly Mark[];
}

/** What got worse since anybody was told, a sentence for each kind; undefined for nothing. */
export function driftNotice(news: readonly News[]): DriftNotice | undefined {
  if (news.length === 0) return undefined;
  const sentences = DRIFTS.map((drift) => {
    const names = news.filter((one) => one.drift === drift).map(({ name }) => name);
    const [first] = names;
    return first === undefined ? '' : sentence(drift, names.length, plainText(first, LONGEST_NAME));
  });
  const marks = new Set(news.map(({ drift }) => markOf(drift)));
  return { message: sentences.filter(Boolean).join(' '), marks: MARKS.filter((mark) => marks.has(mark)) };
}

function sentence(drift: Drift, count: number, name: string): string {
  const many = shownCount(count);
  const sentences: Record<Drift, () => string> = {
    'no-longer-encrypted': () =>
      plural(count, {
        one: l10n.t('{0} is no longer encrypted.', name),
        other: l10n.t('{0} instances are no longer encrypted.', many),
      }),
    'contradicting-evidence': () =>
      plural(count, {
        one: l10n.t('The evidence of {0} contradicts itself.', name),
        other: l10n.t('The evidence of {0} instances contradicts itself.', many),
      }),
    'key-in-trouble': () =>
      plural(count, {
        one: l10n.t('The key of {0} is disabled, to be deleted or gone.', name),
        other: l10n.t('The keys of {0} instances are disabled, to be deleted or gone.', many),
      }),
    'new-not-encrypted': () =>
      plural(count, {
        one: l10n.t('{0} is new and not encrypted.', name),
        other: l10n.t('{0} new instances are not encrypted.', many),
      }),
  };
  return sentences[drift]();
}
