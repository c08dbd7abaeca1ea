import { systemClock, type Clock } from '../../domain/time.ts';
import { Needles } from './needles.ts';
import { bytesOf, readings, textOf, type Place } from './spellings.ts';

/** What is never written anywhere, whoever wrote it: the answers of gateways echo such things back. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [/(string[ -]?to[ -]?sign|signString|canonicalRequest).*/is, '$1 [removed]'],
  // Whatever prefix a cloud gives them, as with the name of a service.
  [/((?:^|[?&,\s"])[a-z-]*(?:signature|security-?token)["']?\s*[=:]\s*["']?)[^&,\s"']+/gi, '$1[removed]'],
  [/([?&][a-z-]*access-?key-?id=)[^&,\s"']+/gi, '$1[removed]'],
  [/(https?:\/\/[^\s?"'<>]+)\?[^\s"'<>]+/gi, '$1?[removed]'],
];

/** For how long a secret is still looked for after its last use: an echo of it may come late. Milliseconds. */
export const ECHO = 24 * 60 * 60_000;
/** The shortest text that is taken for a secret: shorter ones would mangle whatever is shown. */
const SHORTEST = 4;
/** A spelling is at most so many times as long as what it spells: JSON in JSON, numbers of XML. */
const STRETCH = 10;

interface Secret {
  readonly replacement: string;
  /** Milliseconds since 1970. */
  until: number;
}

/**
 * Removes secrets from every text that is logged, shown, stored or thrown, in every spelling of a gateway's. Secrets
 * are registered the moment they are known, and dropped after their end.
 */
export class Redactor {
  readonly #clock: Clock;
  readonly #secrets = new Map<string, Secret>();
  /** What is looked for, and what stands in its place. Built anew when secrets have ended. */
  #needles = new Needles();
  readonly #replacements = new Map<string, string>();
  #longest = 0;
  #nextEnd = Infinity;

  constructor(clock: Clock = systemClock) {
    this.#clock = clock;
  }

  /**
   * From now on `secret` is replaced wherever it appears. Very short texts would mangle the log, so they are not.
   * @param until when it need not be looked for any more, milliseconds since 1970
   */
  register(secret: string, until = Infinity, replacement = '[secret]'): void {
    this.#dropEnded();
    if (secret.length < SHORTEST) return;
    const known = this.#secrets.get(secret);
    if (known) {
      known.until = Math.max(known.until, until);
      return;
    }
    this.#secrets.set(secret, { until, replacement });
    this.#lookFor(secret, { until, replacement });
  }

  /** Key ids are not secret, but are shortened: enough to tell two apart. */
  registerKeyId(keyId: string, until?: number): void {
    this.register(keyId, until, shortKeyId(keyId));
  }

  /** @param most characters of the text that are wanted; it is cut after them, which leaves no part of a secret */
  redact(text: string, most = text.length): string {
    let result = this.#removeSecrets(text, most);
    for (const [pattern, replacement] of PATTERNS) result = result.replace(pattern, replacement);
    return result;
  }

  #removeSecrets(text: string, most: number): string {
    this.#dropEnded();
    const bytes = bytesOf(text.slice(0, most + this.#longest * STRETCH));
    const found: Found[] = [];
    for (const reading of readings(bytes))
      this.#needles.find(reading.bytes, (needle, at) => {
        const replacement = this.#replacements.get(needle) ?? '';
        found.push({ ...reading.placeOf(at, at + needle.length), replacement });
      });
    const wanted = text.slice(0, most);
    return found.length === 0 ? wanted : textOf(replace(bytes, found, bytesOf(wanted).length));
  }

  #dropEnded(): void {
    const now = this.#clock.now();
    if (now < this.#nextEnd) return;
    this.#needles = new Needles();
    this.#replacements.clear();
    this.#longest = 0;
    this.#nextEnd = Infinity;
    for (const [text, secret] of this.#secrets) {
      if (secret.until <= now) this.#secrets.delete(text);
      else this.#lookFor(text, secret);
    }
  }

  #lookFor(text: string, { until, replacement }: Secret): void {
    for (const needle of needlesOf(text)) {
      if (!this.#replacements.has(needle)) this.#needles.add(needle);
      this.#replacements.set(needle, bytesOf(replacement));
      this.#longest = Math.max(this.#longest, needle.length);
    }
    this.#nextEnd = Math.min(this.#nextEnd, until);
  }
}

interface Found extends Place {
  readonly replacement: string;
}

/** Secrets can overlap: what two of them cover goes as one, so that no part of either is left. */
function replace(bytes: string, places: Found[], most: number): string {
  let result = '';
  let end = 0;
  for (const place of places.sort((a, b) => a.start - b.start || b.end - a.end)) {
    if (place.start >= most) break;
    if (place.start >= end) result += bytes.slice(end, place.start) + place.replacement;
    end = Math.max(end, place.end);
  }
  return result + bytes.slice(end, Math.max(end, most));
}

/** What a secret is looked for as, beside the spellings that are undone: a form's, and base64. */
function needlesOf(secret: string): Set<string> {
  const bytes = Buffer.from(secret);
  const whole = bytes.toString('base64');
  const inner = bytes.length < LONG ? [] : [0, 1, 2].map((before) => withinBase64(bytes, before));
  const encoded = [whole, whole.replace(/=+$/, ''), ...inner].flatMap((text) => [text, urlSafe(text)]);
  return new Set([bytes.toString('latin1'), bytesOf(secret.replaceAll(' ', '+')), ...encoded]);
}

/** Of a shorter one too little would be left to tell it from other texts. */
const LONG = 12;

/** The characters that stand for it alone where base64 holds other things too, which end so many bytes into a group. */
function withinBase64(secret: Buffer, before: number): string {
  const text = Buffer.concat([Buffer.alloc(before), secret]).toString('base64');
  return text.slice(Math.ceil((before * 4) / 3), Math.floor(((before + secret.length) * 4) / 3));
}

function urlSafe(base64: string): string {
  return base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** The tail of a key id, enough to recognise it by. */
export function shortKeyId(keyId: string): string {
  return `…${keyId.slice(-4)}`;
}
