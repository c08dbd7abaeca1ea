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
    const found = [...this.#secrets].flatMap(([secret, replacement]) =>
      occurrences(text, secret, replacement),
    );
    if (found.length === 0) return text;
    let result = '';
    let end = 0;
    // Secrets can overlap: what two of them cover goes as one, so that no part of either is left.
    for (const place of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
      if (place.start >= end) result += text.slice(end, place.start) + place.replacement;
      end = Math.max(end, place.end);
    }
    return result + text.slice(end);
  }

  redact(text: string): string {
    let result = this.removeSecrets(text);
    for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
    return result;
  }
}

interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly replacement: string;
}

/** Where a secret stands in a text, also where it overlaps itself. */
function occurrences(text: string, secret: string, replacement: string): Occurrence[] {
  const found: Occurrence[] = [];
  for (let start = text.indexOf(secret); start !== -1; start = text.indexOf(secret, start + 1)) {
    found.push({ start, end: start + secret.length, replacement });
  }
  return found;
}

/** As it is, as some gateways write it in JSON, as it stands in a signed query, and in base64. */
function spellings(secret: string): string[] {
  const wellFormed = secret.toWellFormed();
  const base64 = Buffer.from(wellFormed).toString('base64');
  return [secret, secret.replaceAll('/', '\\/'), encodeURIComponent(wellFormed), base64];
}

/** The tail of a key id, enough to recognise it by. */
export function shortKeyId(keyId: string): string {
  return `…${keyId.slice(-4)}`;
}
