/** A text in each of its forms, whole: where the number stands in it differs between languages. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

/** The form that fits a count. The one place for `Intl.PluralRules`, once a language with more forms comes. */
export function plural(count: number, { one, other }: Forms): string {
  return count === 1 ? one : other;
}
