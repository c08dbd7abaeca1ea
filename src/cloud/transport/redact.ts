/** What is never written anywhere, whoever wrote it: the answers of gateways echo such things back. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(string[ -]?to[ -]?sign|signString|canonicalRequest).*/is, '$1 [removed]'],
  [
    /((?:^|[?&,\s"])(?:signature|x-amz-signature|ossaccesskeyid|security-?token)["']?\s*[=:]\s*["']?)[^&,\s"']+/gi,
    '$1[removed]',
  ],
  [/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]+/gi, '$1?[removed]'],
];

/** Removes secrets from every text that is logged or shown. Secrets are registered the moment they are known. */
export class Redactor {
  readonly #secrets = new Map<string, string>();

  /** From now on `secret` is replaced wherever it appears. Very short texts would mangle the log, so they are not. */
  register(secret: string, replacement = '[secret]'): void {
    if (secret.length < 4) return;
    for (const spelling of spellings(secret)) this.#secrets.set(spelling, replacement);
  }

  /** Key ids are not secret, but are shortened: enough to tell two apart. */
  registerKeyId(keyId: string): void {
    this.register(keyId, shortKeyId(keyId));
  }

  /** Removes registered secrets only: for texts that are still to be read. */
  removeSecrets(text: string): string {
    let result = text;
    // The longest first: what is left of one after a shorter one was replaced in it would not be found any more.
    const longestFirst = [...this.#secrets].sort(([a], [b]) => b.length - a.length);
    for (const [secret, replacement] of longestFirst) result = result.replaceAll(secret, replacement);
    return result;
  }

  redact(text: string): string {
    let result = this.removeSecrets(text);
    for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
    return result;
  }
}

/** As it is, as some gateways write it in JSON, and as it stands in a signed query. */
function spellings(secret: string): string[] {
  return [secret, secret.replaceAll('/', '\\/'), encodeURIComponent(secret.toWellFormed())];
}

/** The tail of a key id, enough to recognise it by. */
export function shortKeyId(keyId: string): string {
  return `…${keyId.slice(-4)}`;
}
