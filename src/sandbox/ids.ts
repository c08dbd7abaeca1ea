import { createHash } from 'node:crypto';

/** Made-up ids that look like the clouds' own. The same seed always gives the same id. */

/** @param length number of hex digits, at most 64 */
export function hexId(seed: string, length: number): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, length);
}

export function uuid(seed: string): string {
  const hex = hexId(seed, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** Digits and lower-case letters. */
export function base36Id(seed: string, length: number): string {
  const digits = BigInt(`0x${hexId(seed, 32)}`).toString(36);
  return digits.padStart(length, '0').slice(-length);
}

/** A decimal number of that many digits, as text. */
export function decimalId(seed: string, length: number): string {
  return BigInt(`0x${hexId(seed, 32)}`)
    .toString()
    .padStart(length, '1')
    .slice(0, length);
}

/** Spreads a text over 0 up to 2^32: for orders and picks that must not look sorted. */
export function scatter(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  }
  return hash >>> 0;
}
